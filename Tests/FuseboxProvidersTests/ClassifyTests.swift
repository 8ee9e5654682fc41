import FuseboxCore
import Testing

@testable import FuseboxProviders

@Suite struct ClassifyTests {
  private let context = Fixture.context(GitHub.provider)

  @Test(arguments: [
    (200, "success"), (204, "success"), (400, "caller"), (401, "credential.refused"),
    (402, "quota"), (403, "credential.forbidden"), (404, "wiring"), (405, "wiring"),
    (408, "failure.transport"), (409, "caller"), (410, "wiring"), (413, "caller"),
    (415, "caller"), (422, "caller"), (429, "throttled"), (500, "failure.server"),
    (501, "wiring"), (502, "failure.server"), (503, "failure.server"), (504, "failure.server"),
    (505, "wiring"), (599, "failure.server"), (101, "wiring"), (301, "wiring"), (302, "wiring"),
    (0, "wiring"), (999, "wiring"),
  ])
  func `a status comes to`(_ status: Int, _ label: String) {
    let result = Classify.result(of: Fixture.answer(status), in: context)
    #expect(result.outcome.label == label)
    #expect(result.reason.isEmpty == (label == "success"))
  }

  @Test(arguments: TransportFailure.Kind.allCases)
  func `the absence of an answer has an outcome and words`(_ kind: TransportFailure.Kind) {
    let failure = TransportFailure(
      kind: kind, detail: "\u{1B}[2Jdetail", timings: Timings(total: 3_040_000),
      reach: Fixture.reach)
    let (outcome, words) = Classify.outcome(of: failure)
    let ours: Set<TransportFailure.Kind> = [.cancelled, .stopped, .refusedHere]
    let theirs: Set<TransportFailure.Kind> = [.tooLarge, .garbage, .notRedis]
    let expected: Outcome =
      ours.contains(kind)
      ? .wiring : theirs.contains(kind) ? .failure(.server) : .failure(.transport)
    #expect(outcome == expected)
    #expect(!words.isEmpty && words.count <= 60 && !words.contains("\u{1B}"))
  }

  @Test func `a deadline says how long was waited`() {
    let failure = TransportFailure(
      kind: .deadline, detail: "", timings: Timings(total: 3_040_000), reach: Fixture.reach)
    #expect(Classify.outcome(of: failure).1 == "no answer in 3.0 s")
  }

  @Test func `a fault of theirs says how fast it came`() {
    var answer = Fixture.answer(503)
    answer.timings.total = 40_200
    #expect(Classify.result(of: answer, in: context).reason == "503 in 40 ms")
    answer.timings.total = 2_500_000
    #expect(Classify.result(of: answer, in: context).reason == "503 in 2.5 s")
  }

  /// Now is Monday, 23 November 2026, 14:32:07 GMT.
  @Test(
    arguments: [
      ("0", 0), ("120", 120), ("999999999999", 86_400), ("-1", nil),
      ("99999999999999999999", 86_400), ("9223372036854775807", 86_400), ("soon", nil), ("", nil),
      ("1.5", nil), ("Mon, 23 Nov 2026 14:33:07 GMT", 60), ("Mon, 23 Nov 2026 14:00:00 GMT", 0),
      ("Fri, 01 Jan 2999 00:00:00 GMT", 86_400), ("Mon, 23 Nov 2026 14:33:07", nil),
      ("Mon, 99 Nov 2026 14:33:07 GMT", nil), ("Mon, 23 Nov 2026 25:33:07 GMT", nil),
    ] as [(String, Int64?)])
  func `Retry-After is a wait or nothing`(_ text: String, _ seconds: Int64?) {
    let answer = Fixture.answer(503, headers: ["retry-after": text])
    #expect(Classify.retryAfter(answer, at: Fixture.now) == seconds.map { .seconds($0) })
  }

  @Test func `without Retry-After a limit's own reset is the wait, with it that wins`() {
    let fields = ["RateLimit": "\"default\";r=0;t=30"]
    let reset = Classify.result(of: Fixture.answer(429, headers: fields), in: context)
    #expect(reset.outcome == .throttled(until: Fixture.now + .seconds(30)))
    let both = fields.merging(["Retry-After": "45"]) { $1 }
    let stated = Classify.result(of: Fixture.answer(429, headers: both), in: context)
    #expect(stated.retryAfter == .seconds(45))
    #expect(
      Classify.result(of: Fixture.answer(429), in: context).outcome == .throttled(until: nil))
  }
}

@Suite struct RateLimitTests {
  @Test(
    arguments: [
      (
        [
          "X-RateLimit-Limit": "5000", "X-RateLimit-Remaining": "0",
          "X-RateLimit-Reset": "1795444387",
        ],
        5000, 0, 60
      ),
      (
        ["RateLimit-Limit": "100", "RateLimit-Remaining": "50", "RateLimit-Reset": "30"], 100, 50,
        30
      ),
      (["RateLimit": "limit=100, remaining=50, reset=30"], 100, 50, 30),
      (["RateLimit": "\"default\";r=50;t=30"], nil, 50, 30),
      (["RateLimit": "\"burst\";r=5, \"daily\";r=900;t=60"], nil, 5, nil),
      (["X-RateLimit-Remaining": "7"], nil, 7, nil),
    ] as [([String: String], Int64?, Int64, Int64?)])
  func `each form is read`(
    _ headers: [String: String], _ limit: Int64?, _ remaining: Int64, _ reset: Int64?
  ) throws {
    let read = try #require(RateLimit(Fixture.answer(200, headers: headers), at: Fixture.now))
    #expect(read.limit == limit)
    #expect(read.remaining == remaining)
    #expect(read.resetsAt == reset.map { Fixture.now + .seconds($0) })
  }

  @Test(arguments: [
    [:], ["RateLimit": ""], ["RateLimit": "\"default\";t=30"], ["RateLimit": "remaining=many"],
    ["X-RateLimit-Remaining": "-1"], ["X-RateLimit-Limit": "60"],
    ["RateLimit": ";;;===,,,r"], ["X-RateLimit-Remaining": "99999999999999999999"],
  ])
  func `what cannot be read is ignored`(_ headers: [String: String]) {
    #expect(RateLimit(Fixture.answer(200, headers: headers), at: Fixture.now) == nil)
  }
}
