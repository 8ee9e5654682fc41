import FuseboxCore
import FuseboxTestSupport
import FuseboxWords
import Testing

/// What answers come to that are neither a success nor a failure, and runs that do not agree.
@Suite struct AnswerVerdictTests {
  /// The row after these probes, oldest first, with a page that says fine.
  private func row(after outcomes: [Outcome]) throws -> Assessment {
    var scene = Scene([.probed("stripe")])
    scene.page("stripe", .operational)
    for outcome in outcomes {
      scene.advance(.seconds(10))
      scene.probe("stripe", outcome, reason: outcome == .success ? "" : "\(outcome.label) words")
    }
    return try #require(scene.row("stripe"))
  }

  @Test func `whoever asks us to wait is named, with the time, instead of a missing answer`() throws
  {
    var scene = Scene([.probed("stripe")])
    scene.page("stripe", .operational)
    scene.publish(
      .call(
        CallReading(
          provider: "stripe", signal: .probe, operation: "balance.retrieve", source: .poll,
          at: scene.now, outcome: .failure(.server), reason: "503 in 40 ms", status: 503,
          timings: Timings(total: 40_000),
          reach: Reach(host: "api.stripe.com", isPublic: true, connected: true),
          waitUntil: scene.now + .seconds(3600))))
    scene.advance(.seconds(600))
    scene.page("stripe", .operational)
    let row = try #require(scene.row("stripe"))
    #expect(row.verdict.blame == .unknown)
    #expect(row.reason == "503 in 40 ms, asks us to wait to 15:00")
  }

  @Test(
    arguments: [
      [.wiring], [.credential(.refused)], [.caller], [.caller, .caller],
      [.success, .wiring, .caller],
      [.wiring, .wiring, .success], [.wiring, .failure(.server)],
      [.credential(.refused), .credential(.refused), .failure(.transport)],
      [.success, .failure(.server), .success, .failure(.server), .success],
    ] as [[Outcome]])
  func `what is no success twice is never green, and says why`(outcomes: [Outcome]) throws {
    let row = try row(after: outcomes)
    #expect(row.verdict.blame == .unknown)
    #expect(row.verdict.cause == .noAnswer)
    #expect(row.severity == .unknown)
    let newest = try #require(outcomes.last)
    #expect(
      row.reason
        == (newest == .success ? "answers again, one success so far" : "\(newest.label) words"))
  }

  @Test(
    arguments: [
      [.success, .success, .wiring], [.success, .success, .caller, .success],
      [.wiring, .wiring, .success, .success],
    ] as [[Outcome]])
  func `one odd answer changes nothing, and two successes are fine`(outcomes: [Outcome]) throws {
    #expect(try row(after: outcomes).verdict == Verdict(blame: .ok, cause: .fine, reason: nil))
  }

  @Test func `a pause that is over leaves nothing known after two throttled answers`() throws {
    var scene = Scene([.probed("stripe")])
    scene.page("stripe", .operational)
    for _ in 0..<2 {
      scene.probe(
        "stripe", .throttled(until: scene.now + .seconds(5)), reason: "we call too often")
      scene.advance(.seconds(10))
    }
    #expect(scene.row("stripe")?.verdict.blame == .unknown)
    #expect(scene.row("stripe")?.reason == "we call too often")
  }

  @Test(
    arguments: [
      (.failure(.server), 503, "503 in 40 ms", "5xx"),
      (.failure(.server), 200, "answered 200 without a balance", "answered 200 without a balance"),
      (.failure(.server), nil, "MISCONF: cannot write", "MISCONF: cannot write"),
      (.failure(.server), nil, "", "calls fail"),
      (.failure(.transport), nil, "no answer in 3.0 s", "no answer"),
      (.failure(.transport), 408, "408, request did not arrive in time", "no answer"),
    ] as [(Outcome, Int?, String, String)])
  func `only what is a 5xx is called so`(
    outcome: Outcome, status: Int?, reason: String, kind: String
  ) {
    var scene = Scene([.probed("stripe")])
    scene.page("stripe", .operational)
    for _ in 0..<2 { scene.probe("stripe", outcome, reason: reason, status: status) }
    #expect(scene.row("stripe")?.why == "\(kind), page says fine")
  }

  @Test func `after a refused key one success says so, two are fine`() throws {
    var scene = Scene([.probed("stripe")])
    scene.page("stripe", .operational)
    for _ in 0..<2 { scene.probe("stripe", .credential(.refused), reason: "key refused") }
    #expect(scene.row("stripe")?.verdict.cause == .credential)
    scene.probe("stripe", .success)
    let row = try #require(scene.row("stripe"))
    #expect(row.verdict.blame == .unknown && row.reason == "answers again, one success so far")
    scene.probe("stripe", .success)
    #expect(scene.row("stripe")?.verdict.blame == .ok)
  }

  @Test func `no reason is longer than sixty characters`() throws {
    let long = String(repeating: "long ", count: 40)
    var scene = Scene([.probed("stripe")])
    for _ in 0..<2 { scene.probe("stripe", .failure(.server), reason: long) }
    scene.page("stripe", .partial, headline: long)
    for _ in 0..<2 {
      let reason = try #require(scene.row("stripe")?.reason)
      #expect(reason.count == 60 && reason.hasSuffix("…"))
      scene.page("stripe", .unknown, trouble: "page: answered HTML")
    }
  }
}
