import FuseboxCore
import FuseboxProviders
import FuseboxTestSupport
import Testing

@testable import FuseboxAgent

/// People at the breakers: what a command does in memory, on the board and in the audit.
@Suite struct BreakerCommandTests {
  /// An agent with one GitHub-like provider whose polls never run.
  static func agent(
    _ journal: MemoryJournal = MemoryJournal(), _ loop: ManualLoop = ManualLoop(),
    probeInterval: Int64 = 60
  ) async throws -> Agent {
    let provider = try #require(Catalogue.builtIn["github"])
    let watched = WatchedProvider(
      provider: provider, facts: .probed("github", probeInterval: probeInterval),
      credentials: ["token": Secret("ghp_test")],
      apiBase: "http://127.0.0.1:1")
    let silent = ScriptedTransport { request throws(TransportFailure) in
      throw TransportFailure(
        kind: .connect, detail: "", reach: Reach(host: "x", isPublic: false, connected: false))
    }
    let settings = AgentSettings(
      profile: "test", version: "0", pid: 1, providers: [watched], seed: 1)
    let ports = AgentPorts(
      transport: silent, keyValue: NoRedis(), journal: journal, loop: loop)
    return await Agent(settings: settings, ports: ports, boot: "b1")
  }

  static func command(
    _ kind: Command.Kind, reason: String = "bad deploy 4411", seconds: Int64? = nil,
    expected: Int64? = nil
  ) -> Command {
    Command(
      kind: kind, provider: "github", actor: Scene.mara, reason: reason, seconds: seconds,
      expectedRevision: expected)
  }

  @Test func `a trip refuses calls, is on the board and in the audit`() async throws {
    let journal = MemoryJournal()
    let agent = try await Self.agent(journal)
    let record = try await agent.perform(Self.command(.trip, seconds: 1800))
    #expect(record?.audited == true)
    #expect(await agent.board["github"]?.breaker.override?.kind == .forcedOpen)
    #expect(journal.records.map(\.action) == [.trip])
    let answer = await agent.admit("github", client: "checkout")
    #expect(answer == .refused(why: "forced_open", retryAfter: .seconds(1800)))
  }

  @Test func `a trip works with the disk full, marked unaudited`() async throws {
    let journal = MemoryJournal()
    journal.refuseRecords(true)
    let agent = try await Self.agent(journal)
    let record = try await agent.perform(Self.command(.trip))
    #expect(record?.audited == false)
    #expect(await agent.board["github"]?.breaker.override != nil)
    #expect(await agent.board["github"]?.breaker.lastChange?.audited == false)
  }

  @Test func `a second trip extends the first`() async throws {
    let agent = try await Self.agent()
    _ = try await agent.perform(Self.command(.trip, seconds: 300))
    let record = try await agent.perform(Self.command(.trip, reason: "still", seconds: 7200))
    #expect(record?.action == .extend)
    #expect(await agent.board["github"]?.breaker.override?.reason == "still")
  }

  @Test func `a trip's end lets one probe decide`() async throws {
    let loop = ManualLoop()
    let agent = try await Self.agent(MemoryJournal(), loop)
    _ = try await agent.perform(Self.command(.trip, seconds: 60))
    loop.advance(by: .seconds(60))
    await agent.expire(at: loop.now)
    #expect(await agent.board["github"]?.breaker.override == nil)
    #expect(await agent.board["github"]?.breaker.status?.state == .halfOpen)
    #expect(await agent.board["github"]?.breaker.lastChange?.action == .expire)
  }

  @Test func `a trip ends by the calendar, though the clock was set meanwhile`() async throws {
    let loop = ManualLoop()
    let agent = try await Self.agent(MemoryJournal(), loop)
    _ = try await agent.perform(Self.command(.trip, seconds: 60))
    let (monotonic, wall) = (loop.now.monotonic, loop.now.wall)
    await agent.expire(
      at: Instant(monotonic: monotonic + .seconds(61), wall: wall + .seconds(31)))
    #expect(await agent.board["github"]?.breaker.effective == .forcedOpen)
    await agent.expire(
      at: Instant(monotonic: monotonic + .seconds(62), wall: wall + .seconds(60)))
    #expect(await agent.board["github"]?.breaker.effective == .halfOpen)
    #expect(await agent.board["github"]?.breaker.override == nil)
  }

  @Test func `reset closes now, with a probe it goes half-open`() async throws {
    let agent = try await Self.agent()
    _ = try await agent.perform(Self.command(.trip))
    _ = try await agent.perform(Self.command(.resetWithProbe))
    #expect(await agent.board["github"]?.breaker.status?.state == .halfOpen)
    _ = try await agent.perform(Self.command(.reset))
    #expect(await agent.board["github"]?.breaker.status?.state == .closed)
    #expect(await agent.board["github"]?.breaker.override == nil)
  }

  @Test func `undo takes the last change back within thirty seconds, not later`() async throws {
    let loop = ManualLoop()
    let agent = try await Self.agent(MemoryJournal(), loop)
    _ = try await agent.perform(Self.command(.trip))
    loop.advance(by: .seconds(29))
    let record = try await agent.perform(Self.command(.undo, reason: ""))
    #expect(record?.action == .undo)
    #expect(await agent.board["github"]?.breaker.override == nil)
    _ = try await agent.perform(Self.command(.trip))
    loop.advance(by: .seconds(31))
    await #expect(throws: CommandRefusal.nothingToUndo) {
      try await agent.perform(Self.command(.undo, reason: ""))
    }
  }

  @Test func `undo of a trip leaves a breaker open that had opened by itself`() async throws {
    let agent = try await Self.agent()
    await Self.fail(agent, calls: 10)
    #expect(await agent.board["github"]?.breaker.status?.state == .open)
    _ = try await agent.perform(Self.command(.trip))
    _ = try await agent.perform(Self.command(.undo, reason: ""))
    #expect(await agent.board["github"]?.breaker.override == nil)
    #expect(await agent.board["github"]?.breaker.status?.state == .open)
  }

  @Test(arguments: [Command.Kind.reset, .resetWithProbe, .probe])
  func `what let calls pass again cannot be taken back`(kind: Command.Kind) async throws {
    let agent = try await Self.agent()
    await Self.fail(agent, calls: 10)
    _ = try await agent.perform(Self.command(kind))
    await #expect(throws: CommandRefusal.nothingToUndo) {
      try await agent.perform(Self.command(.undo, reason: ""))
    }
  }

  @Test func `a probe of a held breaker leaves the hold where it is, and says so`() async throws {
    let journal = MemoryJournal()
    let agent = try await Self.agent(journal)
    _ = try await agent.perform(Self.command(.hold, seconds: 900))
    #expect(try await agent.perform(Self.command(.probe)) == nil)
    #expect(await agent.board["github"]?.breaker.override?.kind == .forcedClosed)
    _ = try await agent.perform(Self.command(.trip))
    await #expect(throws: CommandRefusal.tripped(by: "mara")) {
      try await agent.perform(Self.command(.probe))
    }
    #expect(await agent.board["github"]?.breaker.override?.kind == .forcedOpen)
    #expect(journal.records.map(\.action) == [.hold, .trip])
  }

  @Test func `half-open and throttled, no probe is wanted before the wait is over`() async throws {
    let loop = ManualLoop()
    let agent = try await Self.agent(MemoryJournal(), loop)
    _ = try await agent.perform(Self.command(.trip))
    _ = try await agent.perform(Self.command(.resetWithProbe))
    #expect(await agent.wantedProbe("github") == agent.now.monotonic)
    guard
      case .permit(let id) = await agent.admit(
        "github", client: "app")
    else {
      Issue.record("expected a permit")
      return
    }
    let until = agent.now.wall + .seconds(300)
    _ = await agent.done(
      id, outcome: .throttled(until: until))
    let wanted = await agent.wantedProbe("github")
    #expect(wanted == agent.now.monotonic + .seconds(300))
  }

  @Test func `whatever a client says of itself is clean in the audit`() async throws {
    let journal = MemoryJournal()
    let agent = try await Self.agent(journal)
    var command = Self.command(.trip, reason: "r\u{1B}[2J")
    let raw = "x\u{1B}]0;pwned\u{7}\u{202E}"
    command.actor = Actor(name: raw, nameSource: raw, uid: 1, tty: raw, sshClient: raw)
    _ = try await agent.perform(command)
    let actor = try #require(journal.records.first?.actor)
    for text in [actor.name, actor.nameSource, actor.tty, actor.sshClient] {
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E }, "\(text)")
    }
  }

  /// Calls of an application that end in 503.
  static func fail(_ agent: Agent, calls: Int) async {
    for _ in 0..<calls {
      let answer = await agent.admit("github", client: "app")
      guard case .permit(let id) = answer else { return }
      _ = await agent.done(
        id, outcome: .failure(.server), took: .milliseconds(40), words: "503", retryAfter: nil)
    }
  }

  @Test func `of two people the second is told who was first`() async throws {
    let agent = try await Self.agent()
    _ = try await agent.perform(Self.command(.trip, expected: 0))
    await #expect(throws: CommandRefusal.changedMeanwhile(by: "mara", at: agent.now.wall)) {
      try await agent.perform(Self.command(.reset, expected: 0))
    }
    #expect(await agent.board["github"]?.breaker.override != nil)
  }

  @Test(
    arguments: [
      (Command.Kind.trip, "  ", nil, CommandRefusal.reasonMissing),
      (.hold, "why", nil, .lengthMissing),
      (.hold, "why", 90_000, .lengthTooLong),
      (.hold, "why", .max, .lengthTooLong),
      (.trip, "why", .max, .lengthTooLong),
      (.trip, "why", Command.longestTrip + 1, .lengthTooLong),
    ] as [(Command.Kind, String, Int64?, CommandRefusal)])
  func `a command that lacks something is refused with a word`(
    kind: Command.Kind, reason: String, seconds: Int64?, refusal: CommandRefusal
  ) async throws {
    let agent = try await Self.agent()
    await #expect(throws: refusal) {
      try await agent.perform(Self.command(kind, reason: reason, seconds: seconds))
    }
  }
}

/// No Redis anywhere.
struct NoRedis: KeyValueLink {
  func run(
    _ commands: [[String]], on target: RedisTarget, deadline: Duration, byteCap: Int
  ) async throws(TransportFailure) -> RedisReply {
    throw TransportFailure(
      kind: .connect, detail: "", reach: Reach(host: "x", isPublic: false, connected: false))
  }
}
