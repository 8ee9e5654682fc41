import FuseboxCore
@testable import FuseboxSimulator
import FuseboxTestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct CheckoutTests {
  @Test func `an order is counted, admitted, charged and reported`() async throws {
    let permits = ScriptedPermits(.permit(id: "7"))
    let run = try await CheckoutRun(permits, status: 200, ticks: 5)
    #expect(run.tally.calls["stripe"] == 5)
    #expect(run.tally.failures == [:])
    #expect(permits.done.filter { $0.permit == "7" }.count == run.tally.calls.values.reduce(0, +))
    #expect(permits.done.allSatisfy { $0.outcome == .success })
    #expect(run.requests.filter { $0.method == "POST" }.count == 5)
    #expect(run.requests.filter { $0.method == "GET" }.count == 1)
  }

  @Test(arguments: [
    (503, Outcome.failure(.server)), (401, .credential(.refused)), (429, .throttled(until: nil)),
    (402, .caller),
  ])
  func `what a call came to is reported`(status: Int, outcome: Outcome) async throws {
    let permits = ScriptedPermits(.permit(id: "7"))
    let run = try await CheckoutRun(permits, status: status, ticks: 2)
    #expect(permits.done.map(\.outcome) == [outcome, outcome])
    #expect(run.tally.failures["stripe"] == 2)
  }

  @Test func `refused, it does without and says so`() async throws {
    let permits = ScriptedPermits(.refused(why: "open", retryAfter: .seconds(9)))
    let run = try await CheckoutRun(permits, status: 200, ticks: 4)
    #expect(run.requests.isEmpty)
    #expect(run.tally.fallbacks == ["stripe": 4])
    #expect(
      run.log == Array(repeating: "stripe refused (open): order kept, charged later", count: 4))
    #expect(permits.done.isEmpty)
  }

  @Test func `unguarded, it calls all the same`() async throws {
    let permits = ScriptedPermits(.unguarded)
    let run = try await CheckoutRun(permits, status: 200, ticks: 3)
    #expect(run.tally.calls["stripe"] == 3)
    #expect(permits.done.isEmpty)
  }

  @Test func `a client over the limit is turned away before any call`() async throws {
    let permits = ScriptedPermits(.permit(id: "7"))
    let run = try await CheckoutRun(permits, status: 200, ticks: 3, hits: .integer(101))
    #expect(run.tally.limited == 3)
    #expect(run.requests.isEmpty)
  }

  @Test(arguments: [RedisValue.error("LOADING Redis is loading"), .bulk(nil), .simple("OK")])
  func `without a count it fails closed`(value: RedisValue) async throws {
    let permits = ScriptedPermits(.permit(id: "7"))
    let run = try await CheckoutRun(permits, status: 200, ticks: 2, hits: value)
    #expect(run.tally.closed == 2)
    #expect(run.requests.isEmpty)
    #expect(run.log.allSatisfy { $0.hasPrefix("request refused: limiter fails closed") })
  }

  @Test func `the same seed asks the same`() {
    let load = CheckoutLoad(orders: 5, hits: ["203.0.113.7": 3])
    func requests(_ seed: UInt64) -> [RequestPlan.Request] {
      var plan = RequestPlan(seed: seed)
      return (0..<50).flatMap { _ in plan.next(load) }
    }
    #expect(requests(1) == requests(1))
    #expect(requests(1) != requests(2))
    #expect(requests(1).filter { $0.client == "203.0.113.7" }.count == 30)
    #expect(requests(1).filter { $0.amount != nil }.count == 50)
  }
}
