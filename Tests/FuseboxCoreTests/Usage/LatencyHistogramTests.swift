import FuseboxCore
import Testing

struct LatencyHistogramTests {
  @Test(arguments: 1...20)
  func `any percentile is within a thirty-second of the true one`(_ seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    let most = Int64(1) << Int64.random(in: 4...62, using: &dice)
    let times = (0..<500).map { _ in Int64.random(in: 0...most, using: &dice) }.sorted()
    var histogram = LatencyHistogram()
    for time in times { histogram.add(time) }
    for share in [0, 0.01, 0.5, 0.9, 0.99, 1] {
      let found = try #require(histogram.percentile(share))
      let exact = times[max(0, Int((share * 500).rounded(.up)) - 1)]
      #expect(abs(Double(found - exact)) <= Double(exact) / 32, "\(share): \(found), \(exact)")
    }
  }

  @Test(arguments: 1...20)
  func `parts merged in any order are the whole`(_ seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    var whole = LatencyHistogram()
    var parts = Array(repeating: LatencyHistogram(), count: 5)
    for _ in 0..<1000 {
      let time = Int64.random(in: 0...10_000_000, using: &dice)
      whole.add(time)
      parts[Int.random(in: 0..<5, using: &dice)].add(time)
    }
    var merged = LatencyHistogram()
    for part in parts.shuffled(using: &dice) { merged.merge(part) }
    #expect(merged == whole)
    #expect(merged.calls == 1000)
    #expect(LatencyHistogram(counts: merged.counts) == merged)
  }

  @Test(arguments: [Int64.min, -1, 0, 1, 15, 16, 17, 31, 32, 1 << 53, .max - 1, .max])
  func `no length of time ends the program`(_ microseconds: Int64) throws {
    var histogram = LatencyHistogram()
    histogram.add(microseconds)
    let found = try #require(histogram.percentile(.nan))
    #expect(abs(Double(found) - Double(max(0, microseconds))) <= Double(found) / 30)
  }

  @Test func `without calls there is no percentile, and strange buckets are refused`() {
    #expect(LatencyHistogram().percentile(0.5) == nil)
    #expect(LatencyHistogram(counts: [-1: 1]) == nil)
    #expect(LatencyHistogram(counts: [3: 0]) == nil)
    #expect(LatencyHistogram(counts: [100_000: 1]) == nil)
  }
}
