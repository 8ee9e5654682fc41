import FuseboxCore
import FuseboxTestSupport
import FuseboxWords
import Testing

/// A test for each definition under the verdict table: failing, fine, red, held, slow, the order.
@Suite struct VerdictDefinitionTests {
  private func scene() -> Scene {
    var scene = Scene([.probed("stripe")])
    scene.page("stripe", .operational)
    scene.probe("stripe", .success)
    scene.probe("stripe", .success)
    return scene
  }

  @Test func `one failure changes FAIL, not the verdict`() {
    var scene = scene()
    scene.probe("stripe", .failure(.server))
    #expect(scene.row("stripe")?.verdict.blame == .ok)
  }

  @Test func `two failed probes are failing`() {
    var scene = scene()
    scene.probe("stripe", .failure(.server))
    scene.probe("stripe", .failure(.transport))
    #expect(scene.row("stripe")?.verdict.blame == .them)
  }

  @Test func `one success after failing is not yet fine, two are`() {
    var scene = scene()
    scene.probe("stripe", .failure(.server))
    scene.probe("stripe", .failure(.server))
    scene.probe("stripe", .success)
    #expect(scene.row("stripe")?.verdict.blame == .them)
    scene.probe("stripe", .success)
    #expect(scene.row("stripe")?.verdict.blame == .ok)
  }

  @Test func `a breaker open by itself is failing although the probes are fine`() {
    var scene = scene()
    scene.breaker("stripe", .open, from: .closed, calls: 20, failures: 12)
    #expect(scene.row("stripe")?.verdict.blame == .them)
  }

  @Test func `failures before the breaker closed no longer count`() {
    var scene = scene()
    scene.probe("stripe", .failure(.server))
    scene.probe("stripe", .failure(.server))
    scene.breaker("stripe", .open, from: .closed)
    scene.advance(.seconds(30))
    scene.breaker("stripe", .halfOpen, from: .open)
    scene.breaker("stripe", .closed, from: .halfOpen)
    #expect(scene.row("stripe")?.verdict.blame == .ok)
  }

  @Test(arguments: [(4, 10, false), (5, 10, true), (9, 9, false)] as [(Int64, Int64, Bool)])
  func `a rate at its threshold is failing from the minimum of calls on`(
    failures: Int64, calls: Int64, fails: Bool
  ) {
    var scene = scene()
    scene.breaker("stripe", .closed, calls: calls, failures: failures, minimum: 10)
    #expect((scene.row("stripe")?.verdict.blame == .them) == fails)
  }

  @Test(arguments: [
    (PageState.operational, Cause.notAdmitted), (.maintenance, .notAdmitted),
    (.degraded, .confirmed), (.partial, .confirmed), (.major, .confirmed),
    (.unknown, .noAnswer),
  ])
  func `maintenance is not red and unknown is unknown`(state: PageState, cause: Cause) {
    var scene = scene()
    scene.probe("stripe", .failure(.server))
    scene.probe("stripe", .failure(.server))
    scene.page("stripe", state)
    #expect(scene.row("stripe")?.verdict.cause == cause)
  }

  @Test func `a held provider keeps the verdict of its last probe, marked`() throws {
    var scene = scene()
    scene.publish(.override(Self.trip(at: scene.now)))
    scene.advance(.seconds(600))
    scene.page("stripe", .operational)
    let row = try #require(scene.row("stripe"))
    #expect(row.verdict.blame == .ok)
    #expect(row.severity == .held)
    #expect(row.heldBy == "mara")
    #expect(row.why == "mara: bad deploy 4411")
  }

  @Test func `maintenance without effect is a notice`() {
    var scene = scene()
    scene.page("stripe", .maintenance, maintenanceUntil: scene.now + .seconds(3600))
    #expect(scene.row("stripe")?.severity == .notice)
    #expect(scene.row("stripe")?.why == "maintenance to 15:00")
  }

  @Test func `their page knew before us, or admitted after`() throws {
    var scene = scene()
    scene.probe("stripe", .success)
    scene.advance(.seconds(60))
    scene.probe("stripe", .failure(.server))
    let incident = PageReading.Incident(
      name: "x", state: .partial, stage: "investigating", inScope: true,
      startedAt: scene.now + .seconds(18))
    scene.advance(.seconds(20))
    scene.probe("stripe", .failure(.server))
    scene.page("stripe", .partial, incidents: [incident])
    #expect(scene.row("stripe")?.explanation.contains("admitted 18 s after you") == true)
  }

  @Test func `what stops with a provider is told while it fails, and only then`() {
    var facts = ProviderFacts.probed("redis")
    facts.failureNote = "limited routes now fail closed"
    var scene = Scene([facts])
    scene.page("redis", .operational)
    scene.probe("redis", .success)
    scene.probe("redis", .success)
    #expect(scene.row("redis")?.explanation == [])
    scene.probe("redis", .failure(.transport))
    scene.probe("redis", .failure(.transport))
    #expect(scene.row("redis")?.explanation.last == "limited routes now fail closed")
  }

  @Test func `rows come worst first and rank as the exit code says`() {
    var scene = Scene(["a", "b", "c"].map { .probed(ProviderID($0)) })
    for id: ProviderID in ["a", "b", "c"] { scene.page(id, .operational) }
    for id: ProviderID in ["a", "c"] {
      scene.probe(id, .success)
      scene.probe(id, .success)
    }
    for _ in 0..<2 { scene.probe("c", .credential(.refused), reason: "key refused") }
    let rows = Judge.assess(scene.board, at: scene.now)
    #expect(rows.map(\.provider) == ["c", "b", "a"])
    #expect(rows.map(\.severity.exitCode) == [2, 3, 0])
  }

  static func trip(at now: WallTime, id: String = "b1-1") -> AuditRecord {
    let override = Override(
      provider: "stripe", kind: .forcedOpen, actor: Scene.mara, reason: "bad deploy 4411",
      since: now, until: nil, revision: 1)
    return AuditRecord(
      id: id, at: now, provider: "stripe", action: .trip, actor: Scene.mara,
      reason: "bad deploy 4411", from: .closed, to: .forcedOpen, override: override, revision: 1)
  }
}
