import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxAgent

/// Applications that ask before they call.
@Suite struct PermitTests {
  @Test func `ten failing calls in ten seconds open the breaker with default settings`()
    async throws
  {
    let loop = ManualLoop()
    let agent = try await BreakerCommandTests.agent(MemoryJournal(), loop)
    for _ in 0..<10 {
      guard
        case .permit(let id) = await agent.admit(
          "github", client: "checkout")
      else { break }
      _ = await agent.done(
        id, outcome: .failure(.server), took: .milliseconds(40), words: "503", retryAfter: nil)
      loop.advance(by: .milliseconds(100))
    }
    #expect(await agent.board["github"]?.breaker.status?.state == .open)
    let answer = await agent.admit("github", client: "checkout")
    guard case .refused(let why, _) = answer else {
      Issue.record("expected a refusal")
      return
    }
    #expect(why == "open")
    await agent.expire(at: agent.now)
    let application = await agent.board["github"]?.calls.applications.first
    #expect(application?.client == "checkout")
    #expect(application?.refused ?? 0 >= 1)
  }

  @Test func `a permit is done once`() async throws {
    let agent = try await BreakerCommandTests.agent()
    guard
      case .permit(let id) = await agent.admit("github", client: "a")
    else {
      Issue.record("expected a permit")
      return
    }
    let first = await agent.done(
      id, outcome: .success)
    let second = await agent.done(
      id, outcome: .success)
    #expect(first)
    #expect(!second)
  }

  @Test func `a client that goes away loses its permit with the lease`() async throws {
    let loop = ManualLoop()
    let agent = try await BreakerCommandTests.agent(MemoryJournal(), loop)
    guard
      case .permit(let id) = await agent.admit(
        "github", client: "a", lease: .seconds(5))
    else {
      Issue.record("expected a permit")
      return
    }
    loop.advance(by: .seconds(5))
    await agent.expire(at: agent.now)
    let done = await agent.done(
      id, outcome: .success)
    #expect(!done)
  }

  @Test func `a provider without a breaker is not known here`() async throws {
    let agent = try await BreakerCommandTests.agent()
    let answer = await agent.admit("twilio", client: "a")
    #expect(answer == .unknownProvider)
  }

  @Test func `an application's lost permits are its own limit, and stop nobody's calls`()
    async throws
  {
    let agent = try await BreakerCommandTests.agent()
    for _ in 0..<PermitBook.grantsOfOne {
      _ = await agent.admit("github", client: "a")
    }
    let full = await agent.admit("github", client: "a")
    #expect(full == .uncounted(why: "too many calls of a are open; report them with done"))
    let other = await agent.admit("github", client: "b")
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
      case .permit(let id) = await agent.admit(
        "github", client: "a", caller: 1000)
    else {
      Issue.record("expected a permit")
      return
    }
    _ = await later.admit("github", client: "a", caller: 1000)
    #expect(await !later.cancel(id, caller: 1000))
    #expect(await !agent.cancel(id, caller: 1001))
    #expect(await agent.cancel(id, caller: 1000))
  }

  @Test func `a probe that there is no room for goes back to its breaker`() async throws {
    let agent = try await BreakerCommandTests.agent()
    for _ in 0..<PermitBook.grantsOfOne {
      _ = await agent.admit("github", client: "a")
    }
    _ = try await agent.perform(BreakerCommandTests.command(.trip))
    _ = try await agent.perform(BreakerCommandTests.command(.resetWithProbe))
    let answer = await agent.admit("github", client: "a")
    #expect(answer == .refused(why: "probe_out", retryAfter: .seconds(1)))
    await agent.expire(at: agent.now)
    let breaker = await agent.board["github"]?.breaker.status
    #expect(breaker?.state == .halfOpen && breaker?.probesOut == 0)
  }

  @Test func `a call that runs for an hour keeps nobody waiting for longer than a probe may`()
    async throws
  {
    let loop = ManualLoop()
    let agent = try await BreakerCommandTests.agent(MemoryJournal(), loop)
    _ = try await agent.perform(BreakerCommandTests.command(.trip))
    _ = try await agent.perform(BreakerCommandTests.command(.resetWithProbe))
    let answer = await agent.admit("github", client: "a", lease: .seconds(3600))
    guard case .permit(let id) = answer else {
      Issue.record("no permit: \(answer)")
      return
    }
    loop.advance(by: .seconds(4))
    await agent.expire(at: agent.now)
    #expect(await agent.board["github"]?.breaker.status?.state == .open)
    loop.advance(by: .seconds(40))
    guard
      case .permit = await agent.admit("github", client: "b")
    else {
      Issue.record("the next one is not let through")
      return
    }
    let isKnown = await agent.done(
      id, outcome: .success, took: .seconds(44))
    #expect(isKnown)
    #expect(await agent.board["github"]?.breaker.status?.state == .halfOpen)
  }
}
