import FuseboxCore
import FuseboxWords
import Testing

@Suite struct SpanTests {
  @Test(
    arguments: [
      (-5, "0 s"), (0, "0 s"), (59, "59 s"), (60, "1 min"), (3599, "59 min"), (3600, "1 h"),
      (172_799, "47 h"), (172_800, "2 d"), (30 * 86_400, "30 d"),
    ] as [(Int64, String)])
  func `a length is said in the largest unit that fits`(_ seconds: Int64, _ words: String) {
    #expect(Span.words(.seconds(seconds)) == words)
  }
}
