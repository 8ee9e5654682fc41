import FuseboxCore
import FuseboxTestSupport
import Testing

@Suite struct LatencyTests {
  @Test(
    arguments: [
      (0, [5], 5), (50, [5], 5), (100, [5], 5), (50, [4, 1, 3, 2], 2), (51, [4, 1, 3, 2], 3),
      (25, [4, 1, 3, 2], 1), (95, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 10),
      (90, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 9), (-7, [2, 1], 1), (400, [2, 1], 2),
    ] as [(Int, [Int64], Int64)])
  func `a percentile is the nearest rank`(percent: Int, values: [Int64], expected: Int64) {
    #expect(Latency.percentile(percent, values) == expected)
  }

  @Test func `nothing has no percentile`() {
    #expect(Latency.percentile(50, []) == nil)
    #expect(Latency.p95([]) == nil)
  }

  @Test func `the 95th percentile is of answered calls among the last ten`() {
    var scene = Scene([.probed("stripe")])
    scene.probe("stripe", .success, took: 9000)
    for took in 1...8 { scene.probe("stripe", .success, took: Int64(took) * 10) }
    scene.probe("stripe", .failure(.transport), took: 3000)
    #expect(scene.board["stripe"].flatMap { Latency.p95($0.calls.recent) } == 9_000_000)
    scene.probe("stripe", .success, took: 5)
    #expect(scene.board["stripe"].flatMap { Latency.p95($0.calls.recent) } == 80_000)
  }
}
