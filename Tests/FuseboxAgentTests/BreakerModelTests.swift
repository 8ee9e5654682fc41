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
    let sleeper = ManualSleeper()
    var random: SeededGenerator
    var open: [String] = []
    /// Ids of the changes that people were told of.
    var told: [String] = []

    init(seed: UInt64) async throws {
      random = SeededGenerator(seed: seed)
      agent = try await BreakerCommandTests.agent(journal, sleeper)
    }

    var row: ProviderState? { agent.hub.board["github"] }

    mutating func step() async throws {
      switch Int.random(in: 0..<20, using: &random) {
      case 0...3: await command()
      case 4...9: call()
      case 10...14: end()
      case 15: try await restart()
      default:
        sleeper.advance(by: .milliseconds(Int64.random(in: 1...40_000, using: &random)))
      }
      agent.permits.tick(at: agent.now)
      agent.breakers.tick(at: agent.now)
    }

    private mutating func command() async {
      let kinds: [Command.Kind] = [.trip, .hold, .reset, .resetWithProbe, .probe, .undo]
      let kind = kinds.randomElement(using: &random) ?? .probe
      let seconds = Bool.random(using: &random) ? Int64.random(in: 1...90, using: &random) : nil
      let command = BreakerCommandTests.command(kind, seconds: seconds)
      if let record = try? await agent.perform(command) { told.append(record.id) }
    }

    private mutating func call() {
      let answer = agent.permits.admit("github", client: "app", lease: nil, at: agent.now)
      if case .permit(let id) = answer { open.append(id) }
    }

    private mutating func end() {
      guard let index = open.indices.randomElement(using: &random) else { return }
      let outcomes: [Outcome] = [
        .success, .failure(.server), .failure(.transport), .credential(.refused),
        .throttled(until: agent.now.wall + .seconds(20)),
      ]
      let outcome = outcomes.randomElement(using: &random) ?? .success
      _ = agent.permits.done(
        open.remove(at: index), outcome: outcome, took: nil, words: "", retryAfter: nil,
        at: agent.now)
    }

    /// The next agent finds the board, and the holds as their file has them.
    private mutating func restart() async throws {
      let board = agent.hub.board
      let override = board["github"]?.override
      let revision = board["github"]?.lastOverrideChange?.revision ?? 0
      let next = MemoryJournal(
        Recovered(
          board: board, overrides: override.map { [$0] } ?? [], revisions: ["github": revision],
          seq: board.seq))
      journal = next
      told = []
      open = []
      agent = try await BreakerCommandTests.agent(next, sleeper)
    }
  }

  /// What a call that asks now must hear, by the board alone.
  private static func expected(_ row: ProviderState, at now: WallTime) -> String {
    switch row.override?.kind {
    case .forcedOpen: return "forced_open"
    case .forcedClosed: return "permit"
    case nil: break
    }
    guard let breaker = row.breaker else { return "permit" }
    switch breaker.state {
    case .open:
      if let due = breaker.probeAt, due > now { return "open" }
    case .halfOpen:
      if breaker.probesOut > 0 { return "probe_out" }
    case .closed: break
    }
    return breaker.pausedUntil.map { $0 > now } == true ? "paused" : "permit"
  }

  @Test(arguments: UInt64(1)...8)
  func `random commands, calls, time and restarts: the board says what admission does`(
    seed: UInt64
  ) async throws {
    var rig = try await Rig(seed: seed)
    for step in 0..<1500 {
      try await rig.step()
      let row = try #require(rig.row)
      let expected = Self.expected(row, at: rig.agent.now.wall)
      let answer = rig.agent.permits.admit("github", client: "x", lease: nil, at: rig.agent.now)
      switch answer {
      case .permit(let id):
        try #require(expected == "permit", "step \(step): \(row.breaker as Any)")
        _ = rig.agent.permits.cancel(id)
        rig.agent.breakers.tick(at: rig.agent.now)
      case .refused(let why, _):
        try #require(expected == why, "step \(step): \(row.breaker as Any)")
      default: Issue.record("step \(step): \(answer)")
      }
      let audited = rig.journal.records.filter { $0.action != .expire }.map(\.id)
      try #require(audited == rig.told, "each change has one row")
    }
  }
}
