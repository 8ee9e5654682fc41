import FuseboxCore
import FuseboxStore

/// The journal of a command without an agent: the history hears of a change once it is stored, for
/// one that is not stored is in force nowhere.
final class OfflineJournal: Journal {
  private let stored: SQLiteJournal
  private let kept = Guarded<[Envelope]>([])

  init(_ stored: SQLiteJournal) { self.stored = stored }

  func append(_ envelopes: [Envelope]) { kept.withLock { $0 += envelopes } }

  /// Hands on what has happened.
  func tell() { stored.append(kept.withLock { $0 }) }

  func recover() async -> Recovered { await stored.recover() }

  func record(_ record: AuditRecord) async -> Bool { await stored.record(record) }

  func checkpoint(_ board: Board) async { await stored.checkpoint(board) }

  func health() -> AsyncStream<StoreHealth> { stored.health() }

  func auditedLate() -> AsyncStream<String> { stored.auditedLate() }

  func changes(
    provider: ProviderID?, since: WallTime?, limit: Int
  ) async throws(CommandRefusal) -> [Change] {
    try await stored.changes(provider: provider, since: since, limit: limit)
  }

  func audit(
    provider: ProviderID?, limit: Int
  ) async throws(CommandRefusal) -> [AuditRecord] {
    try await stored.audit(provider: provider, limit: limit)
  }

  func log(
    provider: ProviderID?, since: WallTime?, limit: Int
  ) async throws(CommandRefusal) -> [Envelope] {
    try await stored.log(provider: provider, since: since, limit: limit)
  }

  func close() async { await stored.close() }
}
