import FuseboxCore
import FuseboxTestSupport
import FuseboxWords
import Testing

/// One fold: a board that grew live and one from a checkpoint and what followed are the same board.
@Suite struct ReplayTests {
  /// Few and short: under the thread sanitizer these are the slowest of all tests, and two of them
  /// at once leave nobody else a thread.
  private static let length = 200
  private static let seeds: Range<UInt64> = 0..<8

  private static func fold(_ envelopes: some Sequence<Envelope>, onto start: Board = Board())
    -> Board
  {
    envelopes.reduce(into: start) { $0.apply($1) }
  }

  @Test(arguments: seeds)
  func `a checkpoint and a suffix that overlaps it give the live board`(seed: UInt64) throws {
    var dice = EventDice(seed: seed)
    let envelopes = dice.envelopes(Self.length)
    let live = Self.fold(envelopes)
    #expect(live.changes.count > 10 && live.seq > 150, "something happened")
    for cut in [0, 1, 50, 100, 199, 200] {
      let checkpoint = Self.fold(envelopes.prefix(cut))
      let overlap = envelopes.dropFirst(max(0, cut - 30))
      #expect(Self.fold(overlap, onto: checkpoint) == live, "cut at \(cut)")
    }
  }

  @Test(arguments: seeds)
  func `heartbeats are not stored, and without them only the time may lag`(seed: UInt64) {
    var dice = EventDice(seed: seed)
    let envelopes = dice.envelopes(Self.length)
    var stored = Self.fold(envelopes.filter { $0.event != .heartbeat })
    let live = Self.fold(envelopes)
    #expect(stored.at <= live.at)
    stored.at = live.at
    #expect(stored == live)
  }

  @Test(arguments: seeds)
  func `judging any board at any time gives each provider a row and no trap`(seed: UInt64) {
    var dice = EventDice(seed: seed)
    var board = Board()
    for envelope in dice.envelopes(Self.length) {
      board.apply(envelope)
      let rows = Judge.assess(board, at: envelope.wall)
      #expect(Set(rows.map(\.provider)) == Set(board.providers.map(\.id)))
      #expect(rows.allSatisfy { $0.reason.count <= 60 })
      #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.severity <= $1.severity }, "worst first")
    }
  }
}
