import FuseboxCore
import FuseboxProviders
import FuseboxTestSupport
import Testing

@testable import FuseboxAgent

/// One poll from its slot to what it publishes.
@Suite struct PollingTests {
  static let reach = Reach(host: "127.0.0.1", isPublic: false, connected: true)
  static let address = "http://127.0.0.1:1/page"

  static func page(etag: String? = nil) -> HTTPAnswer {
    let body = """
      {"page": {"name": "A page", "url": "http://127.0.0.1:1"},
       "status": {"indicator": "none", "description": "All Systems Operational"},
       "components": [], "incidents": [], "scheduled_maintenances": []}
      """
    return HTTPAnswer(
      status: 200, headers: etag.map { [HTTPField("ETag", $0)] } ?? [], body: Array(body.utf8),
      reach: reach)
  }

  /// Providers that share one page, read as a whole.
  static func sharers(_ ids: [ProviderID]) throws -> [WatchedProvider] {
    try ids.map { id in
      var provider = try #require(Catalogue.builtIn[id])
      provider.page = PageFeed(url: address, humanURL: address)
      return WatchedProvider(provider: provider, facts: .pageOnly(id), pageAddress: address)
    }
  }

  static func agent(
    _ watched: [WatchedProvider], _ transport: ScriptedTransport,
    keyValue: any KeyValueLink = NoRedis(), _ journal: MemoryJournal = MemoryJournal()
  ) async -> Agent {
    let loop = ManualLoop()
    let settings = AgentSettings(
      profile: "test", version: "0", pid: 1, providers: watched, seed: 1)
    let ports = AgentPorts(
      transport: transport, keyValue: keyValue, journal: journal, loop: loop)
    return await Agent(settings: settings, ports: ports, boot: "b1")
  }

  @Test func `one fetch of a shared page is a reading of each sharer`() async throws {
    let transport = ScriptedTransport { _ throws(TransportFailure) in Self.page() }
    let agent = await Self.agent(try Self.sharers(["stripe", "github"]), transport)
    let result = await agent.poll(
      .page(address: Self.address), providers: ["stripe", "github"])
    #expect(transport.requests.count == 1 && result.failed == false)
    #expect(await agent.board["stripe"]?.page.latest?.state == .operational)
    #expect(await agent.board["github"]?.page.latest?.state == .operational)
  }

  @Test func `a page is asked for news only once every sharer has read it`() async throws {
    let transport = ScriptedTransport { _ throws(TransportFailure) in Self.page(etag: "\"1\"") }
    let agent = await Self.agent(try Self.sharers(["stripe", "github"]), transport)
    _ = await agent.poll(.page(address: Self.address), providers: ["stripe"])
    _ = await agent.poll(.page(address: Self.address), providers: ["stripe", "github"])
    _ = await agent.poll(.page(address: Self.address), providers: ["stripe", "github"])
    #expect(transport.requests.map { $0.validators?.etag } == [nil, nil, "\"1\""])
  }

  @Test func `not modified repeats what was read, at the new time`() async throws {
    let transport = ScriptedTransport { _ throws(TransportFailure) in Self.page(etag: "\"1\"") }
    let agent = await Self.agent(try Self.sharers(["stripe"]), transport)
    _ = await agent.poll(.page(address: Self.address), providers: ["stripe"])
    transport.answer { _ throws(TransportFailure) in
      HTTPAnswer(status: 304, reach: Self.reach)
    }
    _ = await agent.poll(.page(address: Self.address), providers: ["stripe"])
    let page = try #require(await agent.board["stripe"]?.page.latest)
    #expect(page.state == .operational && page.unchanged)
  }

  /// A page with one component and one incident.
  private static func redPage(etag: String? = nil) -> HTTPAnswer {
    let body = """
      {"page": {"name": "A page", "url": "http://127.0.0.1:1"},
       "status": {"indicator": "major", "description": "Trouble"},
       "components": [{"id": "c", "name": "API", "status": "partial_outage"}],
       "incidents": [{"name": "Errors", "impact": "major", "status": "investigating"}],
       "scheduled_maintenances": []}
      """
    return HTTPAnswer(
      status: 200, headers: etag.map { [HTTPField("ETag", $0)] } ?? [], body: Array(body.utf8),
      reach: reach)
  }

  private static func pages(in journal: MemoryJournal) -> [PageReading] {
    journal.envelopes.compactMap { envelope in
      if case .page(let reading) = envelope.event { reading } else { nil }
    }
  }

  @Test func `a page that says the same keeps all that was read, and is stored without it`()
    async throws
  {
    let transport = ScriptedTransport { _ throws(TransportFailure) in Self.redPage() }
    let journal = MemoryJournal()
    let agent = await Self.agent(try Self.sharers(["stripe"]), transport, journal)
    _ = await agent.poll(.page(address: Self.address), providers: ["stripe"])
    let first = try #require(await agent.board["stripe"]?.page.latest)
    _ = await agent.poll(.page(address: Self.address), providers: ["stripe"])
    let second = try #require(await agent.board["stripe"]?.page.latest)
    #expect(!first.components.isEmpty && !first.incidents.isEmpty && !first.unchanged)
    #expect(second.unchanged && second.components == first.components)
    #expect(second.incidents == first.incidents && second.headline == first.headline)
    let stored = Self.pages(in: journal)
    #expect(stored.map(\.unchanged) == [false, true] && stored.last?.components == [])
    transport.answer { _ throws(TransportFailure) in Self.page() }
    _ = await agent.poll(.page(address: Self.address), providers: ["stripe"])
    #expect(await agent.board["stripe"]?.page.latest?.state == .operational)
  }

  @Test func `a page that cannot be read is never said to be the same as an older one`()
    async throws
  {
    let transport = ScriptedTransport { _ throws(TransportFailure) in Self.page(etag: "\"1\"") }
    let agent = await Self.agent(try Self.sharers(["stripe"]), transport)
    _ = await agent.poll(.page(address: Self.address), providers: ["stripe"])
    transport.answer { _ throws(TransportFailure) in
      HTTPAnswer(
        status: 200, headers: [HTTPField("ETag", "\"2\"")], body: Array("{}".utf8),
        reach: Self.reach)
    }
    for _ in 1...2 {
      let result = await agent.poll(.page(address: Self.address), providers: ["stripe"])
      #expect(result.failed == true)
      #expect(await agent.board["stripe"]?.page.latest?.state == .unknown)
    }
    #expect(transport.requests.map { $0.validators?.etag } == [nil, "\"1\"", nil])
  }

  @Test func `that a page cannot be read yet is said once`() async throws {
    let transport = ScriptedTransport { _ throws(TransportFailure) in Self.page() }
    let journal = MemoryJournal()
    let watched = WatchedProvider(
      provider: try #require(Catalogue.builtIn["s3"]), facts: .pageOnly("s3"))
    let agent = await Self.agent([watched], transport, journal)
    for _ in 1...3 { _ = await agent.poll(.page(address: "s3"), providers: ["s3"]) }
    #expect(Self.pages(in: journal).count == 1 && transport.requests.isEmpty)
  }

  static func github(_ token: String) throws -> WatchedProvider {
    WatchedProvider(
      provider: try #require(Catalogue.builtIn["github"]), facts: .probed("github"),
      credentials: ["token": Secret(token)], apiBase: "http://127.0.0.1:1")
  }

  @Test func `a key that a provider echoes is on no board and in no journal`() async throws {
    let body = #"{"message": "Bad credentials: ghp_LEAKME"}"#
    let transport = ScriptedTransport { _ throws(TransportFailure) in
      HTTPAnswer(status: 401, body: Array(body.utf8), reach: Self.reach)
    }
    let journal = MemoryJournal()
    let agent = await Self.agent(
      [try Self.github("ghp_LEAKME")], transport, journal)
    _ = await agent.poll(.probe("github"), providers: ["github"])
    let call = try #require(await agent.board["github"]?.calls.recent.first)
    #expect(call.outcome == .credential(.refused))
    #expect(call.reason.contains("Bad credentials") && !call.reason.contains("LEAKME"))
    #expect(!"\(journal.envelopes)".contains("LEAKME"))
  }

  @Test func `an open breaker makes no call and names the time of its probe`() async throws {
    let transport = ScriptedTransport { _ throws(TransportFailure) in
      HTTPAnswer(status: 503, reach: Self.reach)
    }
    let agent = await Self.agent([try Self.github("t")], transport)
    for _ in 0..<3 { _ = await agent.poll(.probe("github"), providers: ["github"]) }
    #expect(await agent.board["github"]?.breaker.status?.state == .open)
    let refused = await agent.poll(.probe("github"), providers: ["github"])
    #expect(transport.requests.count == 3)
    let wait = try #require(refused.probeAt) - refused.start
    #expect(refused.failed == nil)
    #expect((.seconds(27) ... .seconds(33)).contains(wait), "\(wait)")
  }

  @Test func `a probe that we give up ourselves decides nothing and leaves no reading`()
    async throws
  {
    let transport = ScriptedTransport { _ throws(TransportFailure) in
      throw TransportFailure(kind: .cancelled, detail: "", reach: Self.reach)
    }
    let agent = await Self.agent([try Self.github("t")], transport)
    _ = try await agent.perform(BreakerCommandTests.command(.trip))
    _ = try await agent.perform(BreakerCommandTests.command(.resetWithProbe))
    _ = await agent.poll(.probe("github"), providers: ["github"])
    await agent.expire(at: agent.now)
    let breaker = try #require(await agent.board["github"]?.breaker.status)
    #expect(breaker.state == .halfOpen && breaker.probesOut == 0)
    #expect(await agent.board["github"]?.calls.recent.isEmpty == true)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a breaker that applications opened is probed at its deadline, not at the poll interval`()
    async throws
  {
    let loop = ManualLoop()
    let journal = MemoryJournal()
    let agent = try await BreakerCommandTests.agent(journal, loop, probeInterval: 300)
    let running = Task { await agent.run() }
    defer { running.cancel() }
    // The timers of the tick and of the first poll.
    await loop.timers(atLeast: 2)
    loop.advance(by: .seconds(1))
    await Self.calls(of: agent, atLeast: 1)
    await BreakerCommandTests.fail(agent, calls: 12)
    let wait = try #require(await agent.board["github"]?.breaker.status?.probeAt) - agent.now.wall
    for _ in 0...(wait.milliseconds / 1000 + 2) {
      await loop.timers(atLeast: 1)
      loop.advance(by: .seconds(1))
    }
    await Self.calls(of: agent, atLeast: 2)
    #expect(agent.now.wall - Scene.start < .seconds(60))
  }

  @Test(.timeLimit(.minutes(1)))
  func `a refresh keeps its distance from the call before, and says when`() async throws {
    let loop = ManualLoop()
    let agent = try await BreakerCommandTests.agent(MemoryJournal(), loop)
    let running = Task { await agent.run() }
    defer { running.cancel() }
    await loop.timers(atLeast: 2)
    loop.advance(by: .seconds(1))
    await Self.calls(of: agent, atLeast: 1)
    let called = agent.now.wall
    await #expect(throws: CommandRefusal.tooSoon(until: called + .seconds(5))) {
      try await agent.perform(BreakerCommandTests.command(.refresh))
    }
  }

  /// Returns once the board holds so many calls.
  static func calls(of agent: Agent, atLeast count: Int) async {
    for await board in await agent.boards()
    where board["github"]?.calls.recent.count ?? 0 >= count { return }
  }

  @Test func `a Redis is read in its own database, and its notes are in the reading`()
    async throws
  {
    let link = ScriptedRedis { commands in
      commands.map { command in
        switch command.first {
        case "PING": .simple("PONG")
        case "INFO": .bulk(Array("used_memory:1000\r\nevicted_keys:12\r\n".utf8))
        default: .simple("OK")
        }
      }
    }
    let address = try #require(RedisAddress(Secret("redis://127.0.0.1:1/7")))
    let watched = WatchedProvider(
      provider: try #require(Catalogue.builtIn["redis"]), facts: .probed("redis"),
      redis: address.target)
    let transport = ScriptedTransport { _ throws(TransportFailure) in Self.page() }
    let agent = await Self.agent([watched], transport, keyValue: link)
    _ = await agent.poll(.probe("redis"), providers: ["redis"])
    #expect(link.asked.first?.first == ["SELECT", "7"])
    let call = try #require(await agent.board["redis"]?.calls.recent.first)
    #expect(call.outcome == .success)
    #expect(call.notes == ["12 keys evicted: limits were forgotten"])
  }
}

/// Answers pipelines by a function of their commands, and remembers them.
final class ScriptedRedis: KeyValueLink {
  private let script: @Sendable ([[String]]) -> [RedisValue]
  private let seen = Guarded<[[[String]]]>([])

  init(_ script: @escaping @Sendable ([[String]]) -> [RedisValue]) { self.script = script }

  /// Pipelines so far, oldest first.
  var asked: [[[String]]] { seen.withLock { $0 } }

  func run(
    _ commands: [[String]], on target: RedisTarget, deadline: Duration, byteCap: Int
  ) async throws(TransportFailure) -> RedisReply {
    seen.withLock { $0.append(commands) }
    return RedisReply(values: script(commands), timings: Timings(), reach: PollingTests.reach)
  }
}
