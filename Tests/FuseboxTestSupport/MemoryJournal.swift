import FuseboxCore

/// A journal in memory, which can be told to refuse audit rows as a full disk would.
package final class MemoryJournal: Journal {
  private struct State: ~Copyable {
    var recovered: Recovered
    var envelopes: [Envelope] = []
    /// Newest first.
    var changes: [Change] = []
    /// Numbers of the events that changed something a person reads.
    var told: Set<Int64> = []
    var records: [AuditRecord] = []
    var refuses = false
    var checkpoints = 0
  }

  private let state: Guarded<State>
  private let healthStream = AsyncStream.makeStream(of: StoreHealth.self)
  private let lateStream = AsyncStream.makeStream(of: String.self)

  package init(_ recovered: Recovered = Recovered()) {
    state = Guarded(State(recovered: recovered))
  }

  /// From now on audit rows cannot be written (or can again).
  package func refuseRecords(_ refuses: Bool) { state.withLock { $0.refuses = refuses } }

  package var envelopes: [Envelope] { state.withLock { $0.envelopes } }
  package var records: [AuditRecord] { state.withLock { $0.records } }

  package func recover() async -> Recovered { state.withLock { $0.recovered } }

  package func append(_ envelope: Envelope, changes: [Change]) {
    guard envelope.event != .heartbeat else { return }
    state.withLock { state in
      state.envelopes.append(envelope)
      state.changes = changes + state.changes
      if !changes.isEmpty { state.told.insert(envelope.seq) }
    }
  }

  package func record(_ record: AuditRecord) async -> Bool {
    state.withLock { state in
      guard !state.refuses else { return false }
      state.records.append(record)
      return true
    }
  }

  package func checkpoint(_ board: Board) async { state.withLock { $0.checkpoints += 1 } }

  package func health() -> AsyncStream<StoreHealth> { healthStream.stream }

  package func auditedLate() -> AsyncStream<String> { lateStream.stream }

  package func changes(
    provider: ProviderID?, since: WallTime?, limit: Int
  ) async -> [Change] {
    let changes = state.withLock { $0.changes }.filter {
      (provider == nil || $0.provider == provider)
        && since?.milliseconds ?? .min <= $0.at.milliseconds
    }
    return Array(changes.prefix(limit))
  }

  package func audit(provider: ProviderID?, limit: Int) async -> [AuditRecord] {
    records.reversed().filter { provider == nil || $0.provider == provider }.prefix(limit).map {
      var record = $0
      record.audited = true
      return record
    }
  }

  package func log(provider: ProviderID?, since: WallTime?, limit: Int) async -> [Envelope] {
    let (envelopes, told) = state.withLock { ($0.envelopes, $0.told) }
    return envelopes.filter {
      told.contains($0.seq) && (provider == nil || $0.event.provider == provider)
        && since?.milliseconds ?? .min <= $0.wall.milliseconds
    }.suffix(limit)
  }

  package func board(at time: WallTime) async -> Board? {
    var board = state.withLock { $0.recovered.board }
    for envelope in envelopes.prefix(while: { $0.wall <= time }) { board.apply(envelope) }
    return board.seq > 0 ? board : nil
  }

  package func close() async {
    healthStream.continuation.finish()
    lateStream.continuation.finish()
  }
}
