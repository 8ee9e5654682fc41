import FuseboxConfig
import Testing

@Suite struct LengthTests {
  @Test(
    arguments: [
      ("500ms", .milliseconds(500)), ("60s", .seconds(60)), ("15m", .seconds(900)),
      ("1h", .seconds(3600)), ("30d", .seconds(2_592_000)), ("0s", .zero), ("007s", .seconds(7)),
      ("", nil), ("60", nil), ("s", nil), ("1.5s", nil), ("-1s", nil), ("1 s", nil), ("1w", nil),
      ("1S", nil), ("999999999999d", nil), ("٣s", nil), ("99999999999999999999s", nil),
    ] as [(String, Duration?)])
  func `a length is a whole number and one unit`(text: String, length: Duration?) {
    #expect(Length.read(text) == length)
  }

  @Test(arguments: ["500ms", "90s", "15m", "36h", "30d", "0s"])
  func `a length is written as it is read`(text: String) throws {
    #expect(Length.words(try #require(Length.read(text))) == text)
  }
}
