import FuseboxCore
import FuseboxTestSupport
import Testing

/// A row keeps all that is wrong with it, worst first.
struct FindingTests {
  private func healthy() -> Scene {
    var scene = Scene([.probed("stripe")])
    scene.page("stripe", .operational)
    for _ in 0..<2 { scene.probe("stripe", .success) }
    return scene
  }

  private func findings(_ scene: Scene) -> [String]? {
    scene.row("stripe")?.findings.map(\.reason.label)
  }

  private func meter(_ used: Int64, of limit: Int64, alertAt: Int64, at now: WallTime) -> Event {
    .meter(
      MeterReading(
        provider: "stripe", meter: "requests", title: "requests", kind: .level, unit: .count,
        at: now, used: used, limit: limit, alertAt: alertAt))
  }

  private func usage(_ outcome: Outcome, at now: WallTime) -> Event {
    .call(
      CallReading(
        provider: "stripe", signal: .usage, operation: "usage", source: .poll, at: now,
        outcome: outcome, reason: "may not read usage", status: 403, timings: Timings(total: 9000),
        reach: Reach(host: "127.0.0.1", isPublic: false, connected: true)))
  }

  private func limiter(limited: Int64, complete: Bool, trouble: String = "", at now: WallTime)
    -> Event
  {
    .limiter(
      LimiterReading(
        provider: "stripe", at: now, prefix: "rl:", max: 10, windowSeconds: 60, clients: 3,
        limited: [], limitedCount: limited, complete: complete, trouble: trouble))
  }

  @Test func `a fine row has none`() {
    #expect(findings(healthy()) == [])
    #expect(healthy().row("stripe")?.severity == .fine)
  }

  @Test func `throttled and past alert and limited are all kept, worst first`() {
    var scene = healthy()
    scene.publish(limiter(limited: 2, complete: true, at: scene.now))
    scene.publish(meter(95, of: 100, alertAt: 90, at: scene.now))
    scene.probe("stripe", .throttled(until: scene.now + .seconds(60)))
    #expect(findings(scene) == ["throttled", "past_alert", "limited"])
  }

  @Test func `our own trouble does not hide that they fail too`() {
    var scene = healthy()
    for _ in 0..<3 { scene.probe("stripe", .failure(.server), reason: "503", status: 503) }
    scene.publish(meter(100, of: 100, alertAt: 90, at: scene.now))
    #expect(scene.row("stripe")?.verdict.cause == .quota)
    #expect(findings(scene)?.contains("failing") == true)
  }

  @Test func `one refusal between successes is a notice and no verdict`() {
    var scene = healthy()
    scene.probe("stripe", .credential(.refused), reason: "key refused")
    #expect(scene.row("stripe")?.verdict == Verdict(blame: .ok, cause: .fine))
    #expect(scene.row("stripe")?.severity == .notice)
    #expect(findings(scene) == ["refused_once"])
    scene.probe("stripe", .success)
    #expect(findings(scene) == [])
  }

  @Test(arguments: [Outcome.credential(.refused), .wiring])
  func `two refusals in a row are ours`(_ outcome: Outcome) {
    var scene = healthy()
    for _ in 0..<2 { scene.probe("stripe", outcome, reason: "words") }
    #expect(scene.row("stripe")?.verdict.blame == .us)
    let label = outcome == .wiring ? "configuration" : "credential"
    #expect(scene.row("stripe")?.verdict.cause.rawValue == label)
    #expect(findings(scene) == [label])
  }

  @Test(arguments: [Outcome.credential(.forbidden), .caller, .wiring])
  func `a refused usage call warns: no alert of its meters can fire`(_ outcome: Outcome) {
    var scene = healthy()
    scene.publish(usage(outcome, at: scene.now))
    #expect(findings(scene) == ["usage_refused"])
    #expect(scene.row("stripe")?.severity == .warning)
  }

  @Test func `a meter with a limit that was not read for three intervals warns`() {
    var scene = healthy()
    scene.publish(meter(50, of: 100, alertAt: 90, at: scene.now))
    scene.advance(.seconds(7200))
    scene.page("stripe", .operational)
    for _ in 0..<2 { scene.probe("stripe", .success) }
    #expect(findings(scene) == ["meter_silent"])
  }

  @Test func `clients held back are said, with whether they may be more`() {
    var scene = healthy()
    scene.publish(limiter(limited: 2, complete: false, trouble: "a part", at: scene.now))
    #expect(
      scene.row("stripe")?.findings
        == [Finding(.limited(clients: 2, isPart: true), .notice)])
  }

  @Test func `the verdict's own reason stands once`() {
    var scene = healthy()
    scene.publish(meter(100, of: 100, alertAt: 90, at: scene.now))
    #expect(findings(scene) == ["at_limit"])
  }

  @Test func `what began before we looked is not said to be admitted`() throws {
    var scene = Scene([.probed("stripe")])
    for _ in 0..<2 { scene.probe("stripe", .failure(.server), status: 503) }
    let incident = PageReading.Incident(
      name: "x", state: .partial, stage: "investigating", inScope: true,
      startedAt: scene.now + .seconds(-600))
    scene.page("stripe", .partial, incidents: [incident])
    let evidence = try #require(scene.row("stripe")?.evidence)
    #expect(evidence.contains(.beganUnseen))
    #expect(
      !evidence.contains {
        if case .admission = $0 { true } else { false }
      })
  }
}
