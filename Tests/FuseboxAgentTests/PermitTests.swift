import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxAgent

/// Applications that ask before they call.
@Suite struct PermitTests {
  @Test func `ten failing calls in ten seconds open the breaker with default settings`()
    async throws
  {
    let sleeper = ManualSleeper()
    let agent = try await BreakerCommandTests.agent(MemoryJournal(), sleeper)
    for _ in 0..<10 {
      guard
        case .permit(let id) = agent.permits.admit(
          "github", client: "checkout", lease: nil, at: agent.now)
      else { break }
      _ = agent.permits.done(
        id, outcome: .failure(.server), took: .milliseconds(40), words: "503", retryAfter: nil,
        at: agent.now)
      sleeper.advance(by: .milliseconds(100))
    }
    #expect(agent.hub.board["github"]?.breaker.status?.state == .open)
    let answer = agent.permits.admit("github", client: "checkout", lease: nil, at: agent.now)
    guard case .refused(let why, _) = answer else {
      Issue.record("expected a refusal")
      return
    }
    #expect(why == "open")
    agent.permits.tick(at: agent.now)
    let application = agent.hub.board["github"]?.calls.applications.first
    #expect(application?.client == "checkout")
    #expect(application?.refused ?? 0 >= 1)
  }

  @Test func `a permit is done once`() async throws {
    let agent = try await BreakerCommandTests.agent()
    guard
      case .permit(let id) = agent.permits.admit("github", client: "a", lease: nil, at: agent.now)
    else {
      Issue.record("expected a permit")
      return
    }
    let first = agent.permits.done(
      id, outcome: .success, took: nil, words: "", retryAfter: nil, at: agent.now)
    let second = agent.permits.done(
      id, outcome: .success, took: nil, words: "", retryAfter: nil, at: agent.now)
    #expect(first)
    #expect(!second)
  }

  @Test func `a client that goes away loses its permit with the lease`() async throws {
    let sleeper = ManualSleeper()
    let agent = try await BreakerCommandTests.agent(MemoryJournal(), sleeper)
    guard
      case .permit(let id) = agent.permits.admit(
        "github", client: "a", lease: .seconds(5), at: agent.now)
    else {
      Issue.record("expected a permit")
      return
    }
    sleeper.advance(by: .seconds(5))
    agent.permits.tick(at: agent.now)
    let done = agent.permits.done(
      id, outcome: .success, took: nil, words: "", retryAfter: nil, at: agent.now)
    #expect(!done)
  }

  @Test func `a provider without a breaker is not known here`() async throws {
    let agent = try await BreakerCommandTests.agent()
    let answer = agent.permits.admit("twilio", client: "a", lease: nil, at: agent.now)
    #expect(answer == .unknownProvider)
  }

  @Test func `an application's lost permits are its own limit, and stop nobody's calls`()
    async throws
  {
    let agent = try await BreakerCommandTests.agent()
    for _ in 0..<PermitBook.grantsOfOne {
      _ = agent.permits.admit("github", client: "a", lease: nil, at: agent.now)
    }
    let full = agent.permits.admit("github", client: "a", lease: nil, at: agent.now)
    #expect(full == .uncounted(why: "too many calls of a are open; report them with done"))
    let other = agent.permits.admit("github", client: "b", lease: nil, at: agent.now)
    guard case .permit = other else {
      Issue.record("\(other)")
      return
    }
  }

  @Test func `a permit is done by who was given it, in the agent that gave it`() async throws {
    let (agent, later) = (
      try await BreakerCommandTests.agent(), try await BreakerCommandTests.agent()
    )
    guard
      case .permit(let id) = agent.permits.admit(
        "github", client: "a", caller: 1000, lease: nil, at: agent.now)
    else {
      Issue.record("expected a permit")
      return
    }
    _ = later.permits.admit("github", client: "a", caller: 1000, lease: nil, at: agent.now)
    #expect(!later.permits.cancel(id, caller: 1000))
    #expect(!agent.permits.cancel(id, caller: 1001))
    #expect(agent.permits.cancel(id, caller: 1000))
  }

  @Test func `a probe that there is no room for goes back to its breaker`() async throws {
    let agent = try await BreakerCommandTests.agent()
    for _ in 0..<PermitBook.grantsOfOne {
      _ = agent.permits.admit("github", client: "a", lease: nil, at: agent.now)
    }
    _ = try await agent.perform(BreakerCommandTests.command(.trip))
    _ = try await agent.perform(BreakerCommandTests.command(.resetWithProbe))
    let answer = agent.permits.admit("github", client: "a", lease: nil, at: agent.now)
    #expect(answer == .refused(why: "probe_out", retryAfter: .seconds(1)))
    agent.breakers.tick(at: agent.now)
    let breaker = agent.hub.board["github"]?.breaker.status
    #expect(breaker?.state == .halfOpen && breaker?.probesOut == 0)
  }

  @Test func `a call that runs for an hour keeps nobody waiting for longer than a probe may`()
    async throws
  {
    let sleeper = ManualSleeper()
    let agent = try await BreakerCommandTests.agent(MemoryJournal(), sleeper)
    _ = try await agent.perform(BreakerCommandTests.command(.trip))
    _ = try await agent.perform(BreakerCommandTests.command(.resetWithProbe))
    let answer = agent.permits.admit("github", client: "a", lease: .seconds(3600), at: agent.now)
    guard case .permit(let id) = answer else {
      Issue.record("no permit: \(answer)")
      return
    }
    sleeper.advance(by: .seconds(4))
    agent.breakers.tick(at: agent.now)
    #expect(agent.hub.board["github"]?.breaker.status?.state == .open)
    sleeper.advance(by: .seconds(40))
    guard
      case .permit = agent.permits.admit("github", client: "b", lease: nil, at: agent.now)
    else {
      Issue.record("the next one is not let through")
      return
    }
    let isKnown = agent.permits.done(
      id, outcome: .success, took: .seconds(44), words: "", retryAfter: nil, at: agent.now)
    #expect(isKnown && agent.hub.board["github"]?.breaker.status?.state == .halfOpen)
  }
}
