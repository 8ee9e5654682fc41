import FuseboxAgent
import FuseboxCore
import FuseboxProviders
import FuseboxTestSupport
import Testing

@testable import FuseboxCommands

@Suite struct FirstReadingsTests {
  /// Stripe has a page, a probe and a usage call.
  private static let facts = ProviderFacts.probed("stripe")

  private static func watched(_ facts: ProviderFacts = facts) throws -> WatchedProvider {
    WatchedProvider(provider: try #require(Catalogue.builtIn["stripe"]), facts: facts)
  }

  private func areIn(_ scene: Scene, _ facts: ProviderFacts = facts) throws -> Bool {
    FirstReadings(
      of: [try Self.watched(facts)], since: Scene.start, until: Scene.start + .seconds(5)
    ).areIn(scene.board)
  }

  private func usage(_ scene: inout Scene, _ outcome: Outcome = .success) throws {
    let operation = try #require(Catalogue.builtIn["stripe"]?.usage.first)
    scene.publish(
      .call(
        CallReading(
          provider: "stripe", signal: .usage, operation: operation.name, source: .poll,
          at: scene.now, outcome: outcome, reason: "", timings: Timings(),
          reach: Reach(host: "127.0.0.1", isPublic: false, connected: true))))
  }

  private func hold(_ scene: inout Scene, _ kind: Override.Kind) {
    let override = Override(
      provider: "stripe", kind: kind, actor: Scene.mara, reason: "test", since: scene.now,
      until: nil, revision: 1)
    if scene.board["stripe"]?.breaker.status == nil { scene.breaker("stripe", .closed) }
    scene.publish(
      .override(
        AuditRecord(
          id: "b-1", at: scene.now, provider: "stripe", action: .trip, actor: Scene.mara,
          reason: "test", from: .closed, to: EffectiveState(.closed, kind), override: override,
          revision: 1)))
  }

  @Test func `page, probe and usage are waited for, well or badly ended`() throws {
    var scene = Scene([Self.facts])
    #expect(try !areIn(scene))
    scene.page("stripe", .unknown, trouble: "page: no answer")
    #expect(try !areIn(scene))
    scene.probe("stripe", .failure(.server))
    #expect(try !areIn(scene))
    try usage(&scene, .failure(.server))
    #expect(try !areIn(scene))
    scene.probe("stripe", .failure(.server))
    #expect(try areIn(scene))
  }

  @Test(
    arguments: [
      ([.success], true),
      ([.failure(.transport)], false),
      ([.failure(.transport), .failure(.server)], true),
      ([.credential(.refused)], false),
      ([.credential(.refused), .credential(.refused)], true),
      ([.failure(.server), .success], false),
      ([.failure(.server), .success, .success], true),
      ([.failure(.server), .success, .failure(.server)], true),
      ([.throttled(until: nil)], true),
    ] as [([Outcome], Bool)])
  func `what failed is tried again until two agree, or three times`(
    outcomes: [Outcome], isEnough: Bool
  ) throws {
    var scene = Scene([Self.facts])
    scene.page("stripe", .operational)
    try usage(&scene)
    for outcome in outcomes {
      scene.advance(.milliseconds(500))
      scene.probe("stripe", outcome)
    }
    #expect(try areIn(scene) == isEnough)
  }

  @Test func `readings from before do not count`() throws {
    var scene = Scene([Self.facts], at: Scene.start + .seconds(-60))
    scene.page("stripe", .operational)
    scene.probe("stripe", .success)
    try usage(&scene)
    #expect(try !areIn(scene))
  }

  @Test func `without a credential the page is all there is`() throws {
    var scene = Scene([.pageOnly("stripe")])
    scene.page("stripe", .operational)
    #expect(try areIn(scene, .pageOnly("stripe")))
  }

  @Test func `calls that a person stops are not waited for, held closed they are`() throws {
    var scene = Scene([Self.facts])
    scene.page("stripe", .operational)
    var held = scene
    hold(&held, .forcedOpen)
    #expect(try areIn(held))
    hold(&scene, .forcedClosed)
    #expect(try !areIn(scene))
  }

  @Test func `calls that the breaker turns away for longer than we wait are not waited for`() throws
  {
    var open = Scene([Self.facts])
    open.page("stripe", .operational)
    var paused = open
    open.breaker("stripe", .open)
    #expect(try areIn(open))
    paused.breaker("stripe", .closed, pausedUntil: Scene.start + .seconds(4))
    #expect(try !areIn(paused))
    paused.breaker("stripe", .closed, pausedUntil: Scene.start + .seconds(6))
    #expect(try areIn(paused))
  }

  @Test func `a half-open breaker lets the probe pass alone`() throws {
    var scene = Scene([Self.facts])
    scene.page("stripe", .operational)
    scene.breaker("stripe", .halfOpen)
    #expect(try !areIn(scene))
    scene.probe("stripe", .success)
    #expect(try areIn(scene))
  }

  @Test func `a row that is not there has not been read`() throws {
    #expect(try !areIn(Scene([.pageOnly("github")])))
  }
}
