import FuseboxCore
import FuseboxTestSupport
import FuseboxWords
import Testing

/// What the board keeps of a breaker's life and of failures.
@Suite struct BreakerFoldTests {
  private func failing() -> Scene {
    var scene = Scene([.probed("stripe")])
    scene.breaker("stripe", .closed)
    for _ in 0..<2 {
      scene.advance(.seconds(10))
      scene.probe("stripe", .failure(.server))
    }
    return scene
  }

  private func traffic(_ scene: Scene, client: String, failed: Int64) -> Event {
    .traffic(
      TrafficReading(
        provider: "stripe", at: scene.now, client: client, admitted: 9, completed: 9,
        failed: failed))
  }

  @Test func `a close without a transition, a person's reset, ends the failure too`() {
    var scene = failing()
    scene.breaker("stripe", .open, from: .closed)
    scene.advance(.seconds(5))
    scene.breaker("stripe", .closed)
    #expect(scene.board["stripe"]?.breaker.lastCloseAt == scene.now)
    #expect(scene.board["stripe"]?.calls.firstFailureAt == nil)
  }

  @Test func `a breaker that was closed all along has not closed`() {
    var scene = failing()
    let first = scene.board["stripe"]?.calls.firstFailureAt
    scene.breaker("stripe", .closed, calls: 4, failures: 2)
    #expect(scene.board["stripe"]?.breaker.lastCloseAt == nil)
    #expect(first != nil && scene.board["stripe"]?.calls.firstFailureAt == first)
  }

  @Test func `one good second of one client ends no failure`() {
    var scene = failing()
    let first = scene.board["stripe"]?.calls.firstFailureAt
    scene.publish(traffic(scene, client: "app", failed: 0))
    #expect(first != nil && scene.board["stripe"]?.calls.firstFailureAt == first, "the probes fail")
    scene.probe("stripe", .success)
    scene.breaker("stripe", .closed, calls: 20, failures: 10, minimum: 10)
    scene.probe("stripe", .success)
    scene.publish(traffic(scene, client: "app", failed: 0))
    #expect(scene.board["stripe"]?.calls.firstFailureAt == first, "half of all calls fail")
    scene.breaker("stripe", .closed, calls: 20, failures: 9, minimum: 10)
    scene.publish(traffic(scene, client: "app", failed: 0))
    #expect(scene.board["stripe"]?.calls.firstFailureAt == nil)
  }

  @Test func `without probes the applications' calls alone decide`() {
    var scene = Scene([.probed("stripe")])
    scene.breaker("stripe", .closed)
    scene.publish(traffic(scene, client: "app", failed: 3))
    #expect(scene.board["stripe"]?.calls.firstFailureAt == scene.now)
    scene.publish(traffic(scene, client: "app", failed: 0))
    #expect(scene.board["stripe"]?.calls.firstFailureAt == nil)
  }

  @Test func `an empty second of a client says nothing`() {
    var scene = Scene([.probed("stripe")])
    scene.publish(traffic(scene, client: "app", failed: 3))
    scene.publish(
      .traffic(TrafficReading(provider: "stripe", at: scene.now, client: "app", refused: 5)))
    #expect(scene.board["stripe"]?.calls.firstFailureAt == scene.now)
  }

  @Test func `a provider that lost its key is not failing for ever`() {
    var scene = failing()
    scene.breaker("stripe", .open, from: .closed)
    scene.page("stripe", .operational)
    #expect(scene.row("stripe")?.verdict.blame == .them)
    scene.publish(
      .started(
        AgentFacts(
          boot: "b2", startedAt: scene.now, profile: "p", version: "0", pid: 2,
          providers: [.pageOnly("stripe")])))
    #expect(scene.board["stripe"]?.breaker.status == nil)
    #expect(scene.board["stripe"]?.calls.recent.isEmpty == true)
    #expect(scene.row("stripe")?.verdict.blame == .ok)
    #expect(scene.row("stripe")?.findings == [])
  }
}
