import FuseboxCore
import FuseboxTestSupport
import Testing

/// A half-open breaker speaks against a provider only when it had opened by itself.
@Suite struct HalfOpenVerdictTests {
  private func scene() -> Scene {
    var scene = Scene([.probed("stripe")])
    scene.page("stripe", .operational)
    scene.probe("stripe", .success)
    scene.probe("stripe", .success)
    return scene
  }

  private func halfOpen(
    _ scene: Scene, from: BreakerState, attempt: Int, failures: Int64 = 0
  ) -> Event {
    .breaker(
      BreakerStatus(
        provider: "stripe", at: scene.now, state: .halfOpen, since: scene.now,
        window: JudgedWindow(
          kind: .polls, calls: 5, failures: failures, useless: failures, minimum: 3),
        threshold: 50, attempt: attempt, from: from, why: .told("test")))
  }

  @Test func `the end of a trip is no failure of theirs`() throws {
    var scene = scene()
    var end = VerdictDefinitionTests.trip(at: scene.now)
    scene.publish(.override(end))
    scene.advance(.seconds(60))
    scene.publish(halfOpen(scene, from: .closed, attempt: 0))
    (end.id, end.at, end.action, end.override, end.revision) = (
      "b1-2", scene.now, .expire, nil, 2
    )
    scene.publish(.override(end))
    let row = try #require(scene.row("stripe"))
    #expect(row.heldBy == nil)
    #expect(row.verdict.blame == .ok)
    #expect(row.severity == .probing)
  }

  @Test func `after it opened by itself it stays theirs until it closes`() {
    var scene = scene()
    scene.publish(halfOpen(scene, from: .open, attempt: 1))
    #expect(scene.row("stripe")?.verdict.cause == .notAdmitted)
    scene.breaker("stripe", .closed, from: .halfOpen)
    #expect(scene.row("stripe")?.verdict.blame == .ok)
  }

  @Test func `a probe that a person asked for clears no evidence`() {
    var scene = scene()
    scene.publish(halfOpen(scene, from: .open, attempt: 0, failures: 3))
    #expect(scene.row("stripe")?.verdict.cause == .notAdmitted)
  }
}
