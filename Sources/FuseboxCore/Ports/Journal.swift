/// What the agent finds at its start.
package struct Recovered: Sendable {
  /// The last checkpoint with the events after it folded in; an empty board for a new history.
  package var board: Board
  /// Overrides in force, from `fusebox.db`, the authority.
  package var overrides: [Override]
  /// Newest revision of each provider's override, also where it is cleared.
  package var revisions: [ProviderID: Int64]
  /// Where a provider without one in `revisions` begins to count: 0, or, when what is stored could
  /// not be read, so high that its changes come after all that may be stored.
  package var revisionFloor: Int64
  /// The largest sequence number of both files.
  package var seq: Int64
  /// How each file is.
  package var health: [StoreHealth]

  package init(
    board: Board = Board(), overrides: [Override] = [], revisions: [ProviderID: Int64] = [:],
    revisionFloor: Int64 = 0, seq: Int64 = 0, health: [StoreHealth] = []
  ) {
    self.board = board
    self.overrides = overrides
    self.revisions = revisions
    self.revisionFloor = revisionFloor
    self.seq = seq
    self.health = health
  }

  /// With a revision to go on from for each of the providers.
  package func counting(_ providers: [ProviderID]) -> Recovered {
    var recovered = self
    guard revisionFloor > 0 else { return recovered }
    for id in providers where revisions[id] == nil { recovered.revisions[id] = revisionFloor }
    return recovered
  }
}

/// Storage as the agent sees it. No write throws: trouble comes back as health, the dashboard goes
/// on, and what could not be written is kept and tried again within bounds. A question that could
/// not be answered throws: an empty answer would say that nothing happened.
package protocol Journal: Sendable {
  /// Opens (or makes) both files and reads what the agent needs.
  func recover() async -> Recovered
  /// Queues events for the next group commit; returns at once. Heartbeats are ignored.
  func append(_ envelopes: [Envelope])
  /// Writes an override change and its audit row in one transaction. False: kept in memory, shown
  /// as unaudited, tried again each second until it is in; `health` tells.
  func record(_ record: AuditRecord) async -> Bool
  /// Stores the board, so that the next start need not fold far.
  func checkpoint(_ board: Board) async
  /// Changes of health, for the board. One consumer.
  func health() -> AsyncStream<StoreHealth>
  /// Audit rows that were written late: their ids. One consumer.
  func auditedLate() -> AsyncStream<String>
  /// Stored changes of a provider (of all when nil), newest first.
  func changes(
    provider: ProviderID?, since: WallTime?, limit: Int
  ) async throws(CommandRefusal) -> [Change]
  /// Audit rows, newest first.
  func audit(provider: ProviderID?, limit: Int) async throws(CommandRefusal) -> [AuditRecord]
  /// Stored events of kinds that a person reads (`log`), oldest first.
  func log(
    provider: ProviderID?, since: WallTime?, limit: Int
  ) async throws(CommandRefusal) -> [Envelope]
  /// Writes what is queued, then closes.
  func close() async
}
