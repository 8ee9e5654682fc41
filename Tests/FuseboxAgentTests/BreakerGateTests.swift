import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxAgent

/// Callers that take no turn of the agent.
@Suite(.timeLimit(.minutes(1))) struct BreakerGateTests {
  /// Calls of one thread of an application that all end in 503.
  private static func fail(_ gate: BreakerGate, calls: Int, at now: Instant) {
    for _ in 0..<calls {
      guard case .permit(let permit) = gate.admit("github", from: .gateway, at: now) else { return }
      gate.complete(permit, of: "github", .failure(.server), at: now, words: "503")
    }
  }

  @Test func `a breaker that callers on other threads opened is open on the board`() async throws {
    let agent = try await BreakerCommandTests.agent()
    let (gate, now) = (agent.gate, agent.now)
    await withDiscardingTaskGroup { group in
      for _ in 0..<4 { group.addTask { Self.fail(gate, calls: 20, at: now) } }
    }
    for await board in await agent.boards() where board["github"]?.breaker.status?.state == .open {
      break
    }
    guard case .refused(let refusal) = gate.admit("github", from: .gateway, at: now) else {
      Issue.record("an open breaker let a call through")
      return
    }
    #expect(refusal.cause == .open)
  }

  @Test func `a permit given back counts as nothing, and no breaker means no answer`() async throws
  {
    let agent = try await BreakerCommandTests.agent()
    guard case .permit(let permit) = agent.gate.admit("github", from: .gateway, at: agent.now)
    else {
      Issue.record("expected a permit")
      return
    }
    agent.gate.cancel(permit, of: "github")
    await agent.expire(at: agent.now)
    #expect(await agent.board["github"]?.breaker.status?.window.calls == 0)
    #expect(agent.gate.admit("twilio", from: .gateway, at: agent.now) == nil)
  }
}
