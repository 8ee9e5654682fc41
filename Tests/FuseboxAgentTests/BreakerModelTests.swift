import Foundation
import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxAgent

/// What the board says is what admission does, whatever people, applications and time do.
@Suite struct BreakerModelTests {
  /// One run of an agent and what is kept between two runs.
  private struct Rig {
    var agent: Agent
    var journal = MemoryJournal()
    let loop = ManualLoop()
    var random: SeededGenerator
    var open: [String] = []
    /// Ids of the changes that people were told of.
    var told: [String] = []

    init(seed: UInt64) async throws {
      random = SeededGenerator(seed: seed)
      agent = try await BreakerCommandTests.agent(journal, loop)
    }

    var row: ProviderState? { get async { await agent.board["github"] } }

    mutating func step() async throws {
      switch Int.random(in: 0..<20, using: &random) {
      case 0...3: await command()
      case 4...9: await call()
      case 10...14: await end()
      case 15: try await restart()
      default:
        loop.advance(by: .milliseconds(Int64.random(in: 1...40_000, using: &random)))
      }
      await agent.expire(at: agent.now)
    }

    private mutating func command() async {
      let kinds: [Command.Kind] = [.trip, .hold, .reset, .resetWithProbe, .probe, .undo]
      let kind = kinds.randomElement(using: &random) ?? .probe
      let seconds = Bool.random(using: &random) ? Int64.random(in: 1...90, using: &random) : nil
      let command = BreakerCommandTests.command(kind, seconds: seconds)
      guard let record = try? await agent.perform(command) else { return }
      told.append(record.id)
      #expect(await row?.breaker.effective == record.to, "the audit says what is in force")
    }

    private mutating func call() async {
      let answer = await agent.admit("github", client: "app")
      if case .permit(let id) = answer { open.append(id) }
    }

    private mutating func end() async {
      guard let index = open.indices.randomElement(using: &random) else { return }
      let outcomes: [Outcome] = [
        .success, .failure(.server), .failure(.transport), .credential(.refused),
        .throttled(until: agent.now.wall + .seconds(20)),
      ]
      let outcome = outcomes.randomElement(using: &random) ?? .success
      _ = await agent.done(open.remove(at: index), outcome: outcome)
    }

    /// Waits until the ends of holds are written too: no command waits for those.
    func settle() async {
      let wanted = changed.count
      for _ in 0..<100_000 {
        guard journal.records.count < wanted else { return }
        await Task.yield()
      }
    }

    /// Ids of all changes that this agent published.
    private var changed: Set<String> {
      Set(
        journal.envelopes.compactMap {
          if case .override(let record) = $0.event { record.id } else { nil }
        })
    }

    /// Each change that was published is one row.
    func checkAudit() throws {
      let rows = journal.records.map(\.id)
      try #require(rows.count == changed.count && Set(rows) == changed)
    }

    /// The next agent finds the board, and the holds as their file has them.
    private mutating func restart() async throws {
      await settle()
      try checkAudit()
      let board = await agent.board
      let override = board["github"]?.breaker.override
      let revision = board["github"]?.breaker.lastChange?.revision ?? 0
      let next = MemoryJournal(
        Recovered(
          board: board, overrides: override.map { [$0] } ?? [], revisions: ["github": revision],
          seq: board.seq))
      journal = next
      told = []
      open = []
      agent = try await BreakerCommandTests.agent(next, loop)
    }
  }

  /// What a call that asks now must hear, by the board alone.
  private static func expected(_ row: ProviderState, at now: WallTime) -> String {
    let breaker = row.breaker.status
    switch row.breaker.effective {
    case .forcedOpen: return "forced_open"
    case .forcedClosed: return "permit"
    case .open:
      if let due = breaker?.probeAt, due > now { return "open" }
    case .halfOpen:
      if let out = breaker?.probesOut, out > 0 { return "probe_out" }
    case .closed: break
    }
    return breaker?.pausedUntil.map { $0 > now } == true ? "paused" : "permit"
  }

  /// Steps of each of the eight runs; `make model` has it at 12,500.
  private static let steps =
    ProcessInfo.processInfo.environment["FUSEBOX_MODEL_STEPS"].flatMap(Int.init) ?? 1500

  @Test(arguments: UInt64(1)...8)
  func `random commands, calls, time and restarts: the board says what admission does`(
    seed: UInt64
  ) async throws {
    var rig = try await Rig(seed: seed)
    for step in 0..<Self.steps {
      try await rig.step()
      let row = try #require(await rig.row)
      try #require(
        row.breaker.override?.kind == row.breaker.status?.forced, "step \(step): who holds it")
      let expected = Self.expected(row, at: rig.agent.now.wall)
      let answer = await rig.agent.admit("github", client: "x")
      switch answer {
      case .permit(let id):
        try #require(expected == "permit", "step \(step): \(row.breaker.status as Any)")
        _ = await rig.agent.cancel(id)
        await rig.agent.expire(at: rig.agent.now)
      case .refused(let why, _):
        try #require(expected == why, "step \(step): \(row.breaker.status as Any)")
      default: Issue.record("step \(step): \(answer)")
      }
      let audited = rig.journal.records.filter { $0.action != .expire }.map(\.id)
      try #require(audited == rig.told, "each change has one row")
    }
    await rig.settle()
    try rig.checkAudit()
  }
}
