import FuseboxCore
@testable import FuseboxSimulator
import Testing

/// What the servers of the demo do at a moment, worked out without any server.
@Suite struct DemoTimelineTests {
  private let demo = DemoScenario.standard

  @Test(arguments: [
    (0, 200, SimulatedPage.ComponentState.operational), (9, 200, .operational),
    (10, 503, .operational), (27, 503, .operational), (28, 503, .partial), (94, 503, .partial),
    (95, 200, .degraded), (111, 200, .degraded), (112, 200, .operational),
  ])
  func `Stripe fails, its page follows 18 s later, both recover`(
    second: Int, status: Int, page: SimulatedPage.ComponentState
  ) {
    let state = demo.state(of: "stripe", at: .seconds(second))
    #expect(state.api.status == status)
    #expect(state.page.state == page)
    #expect(state.token == .accepted)
  }

  @Test(arguments: [
    (0, ServerState.Token.accepted), (49, .accepted), (50, .revoked), (65, .revoked),
    (66, .accepted), (120, .accepted),
  ])
  func `GitHub's token is revoked for a while`(second: Int, token: ServerState.Token) {
    #expect(demo.state(of: "github", at: .seconds(second)).token == token)
    #expect(demo.state(of: "github", at: .seconds(second)).api.status == 200)
  }

  @Test func `GitHub's usage passes its alert once the token is right again`() {
    let usage = demo.state(of: "github", at: .zero).usage
    let alert = usage.limit - usage.limit / 10
    let passed = (0...120).first { usage.used(at: .seconds($0)) >= alert }
    #expect(passed == 71)
    #expect(usage.used(at: demo.length) < usage.limit)
  }

  @Test func `three clients pass the limit of a hundred, customers do not`() throws {
    var plan = RequestPlan(seed: demo.seed)
    var hits: [String: Int] = [:]
    var limited: [String: Duration] = [:]
    var elapsed = Duration.zero
    while elapsed < demo.length {
      for request in plan.next(demo.load(at: elapsed)) {
        hits[request.client, default: 0] += 1
        if hits[request.client] == 101 { limited[request.client] = elapsed }
      }
      elapsed += RequestPlan.tick
    }
    #expect(limited.count == 3)
    #expect(limited.values.allSatisfy { (.seconds(76)...(.seconds(80))).contains($0) })
    #expect(hits.count == 15)
  }

  @Test func `captions invite to act`() {
    let told = demo.steps.filter { !$0.caption.isEmpty }
    #expect(told.map(\.at) == [.seconds(84), .seconds(92), .seconds(112)])
    let invitations = zip(told, ["T y", "R p", "q leaves"])
    #expect(invitations.allSatisfy { $0.caption.contains($1) })
  }
}
