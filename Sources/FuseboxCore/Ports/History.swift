/// What is stored, from one start of an agent to the next, and how its files are. A question that
/// could not be answered throws: an empty answer would say that nothing happened. Who asks sees
/// everything that was appended before.
package protocol History: Sendable {
  /// Opens (or makes) the files and reads what the agent needs.
  func recover() async -> Recovered
  /// Stores the board, so that the next start need not fold far.
  func checkpoint(_ board: Board) async
  /// Changes of the files' health, for the board. One consumer.
  func health() -> AsyncStream<StoreHealth>
  /// Stored changes of a provider (of all when nil), newest first.
  func changes(
    provider: ProviderID?, since: WallTime?, limit: Int
  ) async throws(CommandRefusal) -> [Change]
  /// Audit rows, newest first.
  func audit(provider: ProviderID?, limit: Int) async throws(CommandRefusal) -> [AuditRecord]
  /// Stored events that changed something a person reads, oldest first.
  func log(
    provider: ProviderID?, since: WallTime?, limit: Int
  ) async throws(CommandRefusal) -> [Envelope]
  /// The board as it was at a moment, every stored event of before folded in. nil for a time of
  /// which nothing is kept, or not enough.
  func board(at time: WallTime) async throws(CommandRefusal) -> Board?
  /// Calls that did not succeed, by hour and outcome, oldest first: of the hours that start within
  /// the range. `end` is not included, here and below.
  func outcomes(
    provider: ProviderID, signal: Signal, from start: WallTime, to end: WallTime
  ) async throws(CommandRefusal) -> [HourlyOutcome]
  /// A meter by hour, oldest first; hours without a reading are missing.
  func meter(
    _ meter: String, of provider: ProviderID, from start: WallTime, to end: WallTime
  ) async throws(CommandRefusal) -> [HourlyMeter]
  /// How long the breaker was open by itself, by hour, oldest first; hours in which it never was
  /// are missing. Time without an agent is not counted.
  func openTime(
    of provider: ProviderID, from start: WallTime, to end: WallTime
  ) async throws(CommandRefusal) -> [HourlyOpenTime]
  /// How long the calls of one signal took, to the minute at both ends of the range; to the hour
  /// where minutes are kept no more, and then only of whole hours.
  func latency(
    provider: ProviderID, signal: Signal, from start: WallTime, to end: WallTime
  ) async throws(CommandRefusal) -> LatencyHistogram
  /// Writes what is queued, then closes.
  func close() async
}

/// One thing that is all of it: the program's two databases, a test's memory.
package typealias Journal = EventLog & AuditStore & History
