import FuseboxCore
import FuseboxTestSupport
import Testing

/// Slow, against the row's own hour, its day, and the time-out.
struct SlowTests {
  /// A provider whose calls are answered in time whatever they take.
  private func scene(timeout milliseconds: Int64 = 60_000) -> Scene {
    var facts = ProviderFacts.probed("stripe")
    facts.timeoutMilliseconds = milliseconds
    var scene = Scene([facts])
    scene.page("stripe", .operational)
    return scene
  }

  private func findings(_ scene: Scene) -> [Reason]? { scene.row("stripe")?.findings.map(\.reason) }

  @Test func `three of the last ten over half the time-out are slow, two are not`() {
    var scene = scene(timeout: 3000)
    for _ in 0..<8 { scene.probe("stripe", .success, took: 300) }
    for _ in 0..<2 { scene.probe("stripe", .success, took: 1600) }
    #expect(findings(scene) == [])
    scene.probe("stripe", .success, took: 1600)
    #expect(findings(scene) == [.slow(.nearTimeout(calls: 3, timeoutMilliseconds: 3000))])
    #expect(scene.row("stripe")?.severity == .warning)
  }

  @Test func `after minutes the row's own last hour is what is usual`() {
    var scene = scene()
    for _ in 0..<5 {
      scene.probe("stripe", .success, took: 300)
      scene.advance(.seconds(15))
    }
    for _ in 0..<10 { scene.probe("stripe", .success, took: 2100) }
    #expect(findings(scene) == [.slow(.unusual(p95: 2_100_000, usual: 300_000))])
  }

  @Test func `four calls before tell nothing of what is usual`() {
    var scene = scene()
    for _ in 0..<4 { scene.probe("stripe", .success, took: 300) }
    for _ in 0..<10 { scene.probe("stripe", .success, took: 2100) }
    #expect(findings(scene) == [])
  }

  @Test func `two seconds are not slow for what always takes one`() {
    var scene = scene()
    for _ in 0..<10 { scene.probe("stripe", .success, took: 1000) }
    for _ in 0..<10 { scene.probe("stripe", .success, took: 2100) }
    #expect(findings(scene) == [])
  }

  @Test func `after half a day the day's median is what is usual`() {
    var scene = scene()
    for _ in 0..<13 * 4 {
      scene.probe("stripe", .success, took: 300)
      scene.advance(.seconds(900))
    }
    scene.page("stripe", .operational)
    for _ in 0..<20 { scene.probe("stripe", .success, took: 2100) }
    #expect(findings(scene) == [.slow(.unusual(p95: 2_100_000, usual: 300_000))])
  }
}
