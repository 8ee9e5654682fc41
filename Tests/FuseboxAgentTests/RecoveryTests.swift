import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxAgent

/// What a start takes over from the agent before it.
@Suite struct RecoveryTests {
  @Test func `overrides in force come back at the next start with what is left of their time`()
    async throws
  {
    let loop = ManualLoop()
    let override = Override(
      provider: "github", kind: .forcedOpen, actor: Scene.mara, reason: "r", since: Scene.start,
      until: Scene.start + .seconds(90), revision: 4)
    let journal = MemoryJournal(
      Recovered(overrides: [override], revisions: ["github": 4], seq: 77))
    let agent = try await BreakerCommandTests.agent(journal, loop)
    #expect(await agent.board["github"]?.breaker.override == override)
    #expect(await agent.board.seq > 77)
    let answer = await agent.admit("github", client: "app")
    #expect(answer == .refused(why: "forced_open", retryAfter: .seconds(90)))
  }

  /// What is stored of a GitHub whose breaker opened ten seconds ago for a wait of thirty.
  static func opened() -> Scene {
    var scene = Scene([.probed("github")], at: Scene.start + .seconds(-10))
    scene.breaker("github", .open, from: .closed, calls: 5, failures: 3)
    return scene
  }

  @Test func `a breaker that was open waits for the rest of its wait, since it opened`()
    async throws
  {
    var scene = Self.opened()
    var stored = try #require(scene.board["github"]?.breaker.status)
    (stored.attempt, stored.waitMilliseconds) = (2, 30_000)
    scene.publish(.breaker(stored))
    let loop = ManualLoop()
    let agent = try await BreakerCommandTests.agent(
      MemoryJournal(Recovered(board: scene.board)), loop)
    let status = try #require(await agent.board["github"]?.breaker.status)
    #expect(status.state == .open && status.attempt == 2)
    #expect(status.since == Scene.start + .seconds(-10))
    #expect(
      await agent.admit("github", client: "app")
        == .refused(why: "open", retryAfter: .seconds(20)))
    loop.advance(by: .seconds(20))
    let admitted = await agent.admit("github", client: "app")
    guard case .permit = admitted else {
      Issue.record("the probe after the wait was refused: \(admitted)")
      return
    }
    #expect(await agent.board["github"]?.breaker.status?.state == .halfOpen)
  }

  @Test func `a breaker that was closed starts with empty windows`() async throws {
    var scene = Scene([.probed("github")])
    scene.breaker("github", .closed, calls: 5, failures: 2)
    let agent = try await BreakerCommandTests.agent(
      MemoryJournal(Recovered(board: scene.board)))
    let status = try #require(await agent.board["github"]?.breaker.status)
    #expect(status.state == .closed && status.window.calls == 0)
  }

  @Test func `a command without an agent leaves no start in the history`() async throws {
    let journal = MemoryJournal()
    _ = try await BreakerCommandTests.agent(journal)
    #expect(journal.envelopes.contains { $0.event.provider == nil })
    let offline = MemoryJournal()
    let ports = AgentPorts(
      transport: ScriptedTransport { _ throws(TransportFailure) in PollingTests.page() },
      keyValue: NoRedis(), journal: offline, loop: ManualLoop())
    let settings = AgentSettings(
      profile: "test", version: "0", pid: 1, providers: [try PollingTests.github("t")], seed: 1)
    let agent = await Agent(settings: settings, ports: ports, boot: "b", isOffline: true)
    _ = try await agent.perform(BreakerCommandTests.command(.trip))
    #expect(offline.records.map(\.action) == [.trip])
    #expect(!offline.envelopes.contains { $0.event.provider == nil })
  }

  @Test func `a hold on a provider that lost its key is not shown as in force`() async throws {
    let hold = Override(
      provider: "stripe", kind: .forcedOpen, actor: Scene.mara, reason: "r", since: Scene.start,
      until: nil, revision: 1)
    let ports = AgentPorts(
      transport: ScriptedTransport { _ throws(TransportFailure) in PollingTests.page() },
      keyValue: NoRedis(), journal: MemoryJournal(Recovered(overrides: [hold])),
      loop: ManualLoop())
    let settings = AgentSettings(
      profile: "test", version: "0", pid: 1, providers: try PollingTests.sharers(["stripe"]),
      seed: 1)
    let agent = await Agent(settings: settings, ports: ports, boot: "b")
    #expect(await agent.board["stripe"]?.breaker.override == nil)
  }
}
