import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxAgent

/// Nothing changes the board but events: what is stored, folded, is the board that was live.
@Suite struct ReplayTests {
  /// Agents one after the other over what each has left.
  private struct Rig {
    var agent: Agent
    var journal = MemoryJournal()
    let loop = ManualLoop()
    var random: SeededGenerator
    /// Of all agents before this one.
    var earlier: [Envelope] = []
    var checkpoint = Board()
    /// The newest change in the file of holds, as the last start found it.
    var filed: AuditRecord?
    var open: [String] = []

    init(seed: UInt64) async throws {
      random = SeededGenerator(seed: seed)
      agent = try await BreakerCommandTests.agent(journal, loop)
    }

    var stored: [Envelope] { earlier + journal.envelopes }

    mutating func step() async throws {
      switch Int.random(in: 0..<16, using: &random) {
      case 0...3: await command()
      case 4...6: await call()
      case 7...9: await end()
      case 10: await agent.publish(.page(page()), at: agent.now.wall)
      case 11: try await restart()
      case 12: checkpoint = await agent.board
      default:
        loop.advance(by: .milliseconds(Int64.random(in: 1...40_000, using: &random)))
      }
      await agent.expire(at: agent.now)
    }

    private mutating func command() async {
      let kinds: [Command.Kind] = [.trip, .hold, .reset, .resetWithProbe, .probe, .undo]
      let kind = kinds.randomElement(using: &random) ?? .probe
      let seconds = Bool.random(using: &random) ? Int64.random(in: 1...90, using: &random) : nil
      _ = try? await agent.perform(BreakerCommandTests.command(kind, seconds: seconds))
    }

    private mutating func call() async {
      let answer = await agent.admit("github", client: "app")
      if case .permit(let id) = answer { open.append(id) }
    }

    private mutating func end() async {
      guard let id = open.popLast() else { return }
      let outcome = Bool.random(using: &random) ? Outcome.success : .failure(.server)
      _ = await agent.done(id, outcome: outcome)
    }

    private mutating func page() -> PageReading {
      let state = [PageState.operational, .major, .unknown].randomElement(using: &random)
      return PageReading(
        provider: "github", at: agent.now.wall, state: state ?? .unknown,
        reach: Reach(host: "x", isPublic: false, connected: true))
    }

    /// The next agent finds the history, perhaps without its end, and the holds as their own file
    /// has them: perhaps older than the history, perhaps newer.
    private mutating func restart() async throws {
      var changes = journal.records
      if Bool.random(using: &random) { changes = changes.dropLast() }
      let newest = changes.last ?? filed
      filed = newest
      var kept = stored
      if Bool.random(using: &random) {
        kept.removeLast(Int.random(in: 0...min(4, kept.count), using: &random))
      }
      let seq = stored.last?.seq ?? 0
      if checkpoint.seq > kept.last?.seq ?? 0 { checkpoint = Board() }
      earlier = kept
      journal = MemoryJournal(
        Recovered(
          board: ReplayTests.fold(kept), overrides: newest?.override.map { [$0] } ?? [],
          revisions: ["github": newest?.revision ?? 0], seq: seq))
      open = []
      agent = try await BreakerCommandTests.agent(journal, loop)
    }
  }

  private static func fold(_ envelopes: [Envelope], onto board: Board = Board()) -> Board {
    envelopes.reduce(into: board) { $0.apply($1) }
  }

  @Test(arguments: UInt64(1)...40)
  func `random events and restarts: stored events fold to the live board`(
    seed: UInt64
  ) async throws {
    var rig = try await Rig(seed: seed)
    for step in 0..<150 {
      try await rig.step()
      guard step % 10 == 9 else { continue }
      let (live, ours) = await rig.agent.state(with: rig.journal)
      let stored = rig.earlier + ours
      try #require(Self.fold(stored) == live, "step \(step)")
      try #require(Self.fold(stored, onto: rig.checkpoint) == live, "step \(step), checkpoint")
    }
  }

  @Test func `a hold that the history lost is on the board by an event`() async throws {
    let hold = Override(
      provider: "github", kind: .forcedOpen, actor: Scene.mara, reason: "r", since: Scene.start,
      until: nil, revision: 4)
    let journal = MemoryJournal(Recovered(overrides: [hold], revisions: ["github": 4]))
    let agent = try await BreakerCommandTests.agent(journal)
    #expect(await agent.board["github"]?.breaker.override == hold)
    #expect(await agent.board == Self.fold(journal.envelopes))
  }

  @Test func `a start that finds what the history says publishes no hold`() async throws {
    let journal = MemoryJournal()
    let agent = try await BreakerCommandTests.agent(journal)
    _ = try await agent.perform(BreakerCommandTests.command(.trip))
    let board = await agent.board
    let row = try #require(board["github"])
    let next = MemoryJournal(
      Recovered(
        board: board, overrides: [row.breaker.override].compactMap(\.self), revisions: ["github": 1]
      ))
    _ = try await BreakerCommandTests.agent(next)
    #expect(!next.envelopes.contains { if case .recovered = $0.event { true } else { false } })
  }

  @Test func `a change that its file lost no longer holds, and is not undone by its echo`()
    async throws
  {
    let journal = MemoryJournal()
    let agent = try await BreakerCommandTests.agent(journal)
    _ = try await agent.perform(BreakerCommandTests.command(.trip))
    let next = MemoryJournal(Recovered(board: await agent.board))
    let later = try await BreakerCommandTests.agent(next)
    #expect(await later.board["github"]?.breaker.override == nil)
    let echo = try #require(journal.records.first)
    await later.publish(.override(echo), at: later.now.wall)
    #expect(await later.board["github"]?.breaker.override == nil)
    #expect(try await later.perform(BreakerCommandTests.command(.trip))?.revision == 2)
  }
}
