import FuseboxCore
import FuseboxTestSupport
import FuseboxWords
import Testing

/// A test for each row of the verdict table (design §5), in its order.
@Suite struct VerdictTableTests {
  private func healthy(_ id: ProviderID = "stripe") -> Scene {
    var scene = Scene([.probed(id)])
    scene.page(id, .operational)
    scene.probe(id, .success)
    scene.advance(.seconds(10))
    scene.probe(id, .success)
    return scene
  }

  private func failing(_ id: ProviderID = "stripe") -> Scene {
    var scene = healthy(id)
    for _ in 0..<2 {
      scene.advance(.seconds(10))
      scene.probe(id, .failure(.server), reason: "503 in 40 ms", status: 503)
    }
    return scene
  }

  @Test func `all attempts to three public hosts fail: US network`() throws {
    let ids: [ProviderID] = ["a", "b", "c", "redis"]
    var scene = Scene(ids.map { .probed($0) })
    for id in ids.dropLast() {
      scene.page(
        id, .unknown, trouble: "page: no answer", host: "\(id).example", isPublic: true,
        connected: false)
    }
    scene.probe("redis", .success)
    scene.probe("redis", .success)
    let row = try #require(scene.row("a"))
    #expect(row.verdict.blame == .us)
    #expect(row.verdict.cause == .network)
    #expect(row.severity == .failing)
    #expect(scene.row("redis")?.verdict.cause != .network, "a Redis on loopback is not explained")
  }

  @Test func `two unreachable hosts are not the network`() {
    var scene = Scene([.probed("a"), .probed("b")])
    for id: ProviderID in ["a", "b"] {
      scene.page(id, .unknown, host: "\(id).example", isPublic: true, connected: false)
    }
    #expect(scene.row("a")?.verdict.cause == .noAnswer)
  }

  @Test func `one public host that answers clears the network`() {
    var scene = Scene(["a", "b", "c", "d"].map { .probed(ProviderID($0)) })
    for id: ProviderID in ["a", "b", "c"] {
      scene.page(id, .unknown, host: "\(id).example", isPublic: true, connected: false)
    }
    scene.page("d", .operational, host: "d.example", isPublic: true)
    #expect(scene.row("a")?.verdict.cause == .noAnswer)
  }

  @Test func `a credential that is not set is ours, with its variable's name`() throws {
    var facts = ProviderFacts.probed("github")
    facts.credential = .unset
    var scene = Scene([facts])
    scene.page("github", .operational)
    let row = try #require(scene.row("github"))
    #expect(
      row.verdict
        == Verdict(
          blame: .us, cause: .credential, reason: .credentialUnset(name: "GITHUB_KEY")))
    #expect(row.severity == .failing)
  }

  @Test(arguments: [CredentialTrouble.refused, .expired, .forbidden])
  func `a credential that is not accepted is ours`(trouble: CredentialTrouble) throws {
    var scene = healthy()
    for _ in 0..<2 {
      scene.probe("stripe", .credential(trouble), reason: "key refused: \(trouble.rawValue)")
    }
    let row = try #require(scene.row("stripe"))
    #expect(row.verdict.blame == .us)
    #expect(row.verdict.cause == .credential)
    #expect(row.reason == "key refused: \(trouble.rawValue)")
  }

  @Test func `credential comes before quota and failing`() {
    var scene = failing()
    scene.page("stripe", .partial)
    for _ in 0..<2 { scene.probe("stripe", .credential(.refused), reason: "key refused") }
    #expect(scene.row("stripe")?.verdict.cause == .credential)
  }

  @Test(arguments: [
    Outcome.quota, .throttled(until: nil),
    .throttled(until: Scene.start + .seconds(300)),
  ])
  func `a used-up plan or a throttle is ours`(outcome: Outcome) {
    var scene = healthy()
    scene.probe("stripe", outcome)
    #expect(scene.row("stripe")?.verdict.blame == .us)
    #expect(scene.row("stripe")?.verdict.cause == .quota)
    #expect(scene.row("stripe")?.severity == .failing)
  }

  @Test func `a throttle that is over says nothing`() {
    var scene = healthy()
    scene.probe("stripe", .throttled(until: scene.now + .seconds(30)))
    scene.advance(.seconds(31))
    #expect(scene.row("stripe")?.verdict.cause == .fine)
  }

  @Test func `usage at its limit is ours`() {
    var scene = healthy()
    scene.publish(
      .meter(
        MeterReading(
          provider: "stripe", meter: "reads", title: "reads", kind: .sum, unit: .count,
          at: scene.now, used: 100, limit: 100, alertAt: 90)))
    #expect(scene.row("stripe")?.verdict.cause == .quota)
  }

  @Test func `failing and page red is THEM, confirmed`() throws {
    var scene = failing()
    scene.page("stripe", .partial, headline: "API partial")
    let row = try #require(scene.row("stripe"))
    #expect(row.verdict.blame == .them)
    #expect(row.verdict.cause == .confirmed)
    #expect(row.why == "page: API partial")
    #expect(row.severity == .failing)
  }

  @Test func `failing and page green is THEM, not admitted`() throws {
    let scene = failing()
    let row = try #require(scene.row("stripe"))
    #expect(row.verdict.blame == .them)
    #expect(row.verdict.cause == .notAdmitted)
    #expect(row.why == "5xx, page says fine")
    #expect(row.reason == "5xx, page says fine", "since when stands in SINCE")
  }

  @Test func `failing without a page is THEM`() {
    var facts = ProviderFacts.probed("redis")
    facts.hasPage = false
    var scene = Scene([facts])
    scene.probe("redis", .failure(.transport), reason: "no answer in 3.0 s")
    scene.probe("redis", .failure(.transport), reason: "no answer in 3.0 s")
    #expect(scene.row("redis")?.verdict.cause == .notAdmitted)
    #expect(scene.row("redis")?.why == "no answer")
  }

  @Test func `failing while the page cannot be read is unknown but worst`() {
    var scene = failing()
    scene.page("stripe", .unknown, trouble: "page: answered HTML")
    #expect(scene.row("stripe")?.verdict.blame == .unknown)
    #expect(scene.row("stripe")?.severity == .failing)
  }

  @Test func `fine and page red is ok, not touching you`() throws {
    var scene = healthy()
    scene.page("stripe", .partial, headline: "SMS partial")
    let row = try #require(scene.row("stripe"))
    #expect(row.verdict.blame == .ok)
    #expect(row.verdict.cause == .notTouching)
    #expect(row.why == "page: SMS partial")
    #expect(row.severity == .notice)
  }

  @Test func `a missing input is unknown, never green`() {
    var scene = Scene([.probed("stripe")])
    #expect(scene.row("stripe")?.verdict.cause == .noAnswer)
    scene.page("stripe", .operational)
    #expect(scene.row("stripe")?.verdict.blame == .unknown, "the probe is still missing")
    scene.probe("stripe", .success)
    #expect(scene.row("stripe")?.verdict.blame == .ok)
  }

  @Test func `inputs older than three intervals are unknown`() {
    var scene = healthy()
    scene.advance(.seconds(170))
    #expect(scene.row("stripe")?.verdict.blame == .ok)
    scene.advance(.seconds(1))
    #expect(scene.row("stripe")?.verdict.blame == .unknown)
    #expect(scene.row("stripe")?.severity == .unknown)
    #expect(scene.row("stripe")?.isStale == true)
  }

  @Test func `otherwise it is ok`() {
    #expect(healthy().row("stripe")?.verdict == Verdict(blame: .ok, cause: .fine, reason: nil))
    #expect(healthy().row("stripe")?.severity == .fine)
  }

  @Test func `a provider without a credential is page only, never ours`() {
    var scene = Scene([.pageOnly("sentry")])
    scene.page("sentry", .operational)
    #expect(scene.row("sentry")?.verdict.blame == .ok)
    #expect(scene.row("sentry")?.findings == [])
    scene.page("sentry", .major, headline: "Ingest down")
    #expect(scene.row("sentry")?.verdict.blame == .unknown, "nothing tells whether it touches us")
  }
}
