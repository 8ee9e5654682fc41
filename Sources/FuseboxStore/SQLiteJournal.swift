import FuseboxCore

/// The journal in two SQLite files of one directory: `fusebox.db`, the authority for overrides and
/// their audit, and `history.db` for everything that was read. Each has its own queue: a slow or
/// locked history holds up no trip.
package final class SQLiteJournal: Journal {
  private let overrides: OverrideFile
  private let history: HistoryFile
  private let healthChanges = AsyncStream<StoreHealth>.makeStream(
    bufferingPolicy: .bufferingNewest(64))
  private let lateIDs = AsyncStream<String>.makeStream()

  /// - Parameter directory: made with mode 0700 when it is missing; the files get 0600.
  package init(directory: String, settings: StoreSettings) {
    let healthChanges = healthChanges.continuation
    let lateIDs = lateIDs.continuation
    overrides = OverrideFile(
      directory: directory, settings: settings, onHealth: { healthChanges.yield($0) },
      onLate: { lateIDs.yield($0) })
    history = HistoryFile(
      directory: directory, settings: settings, onHealth: { healthChanges.yield($0) })
  }

  package func recover() async -> Recovered {
    async let overrides = overrides.open()
    async let history = history.open()
    let (kept, past) = await (overrides, history)
    return Recovered(
      board: past.board, overrides: kept.stored.overrides, revisions: kept.stored.revisions,
      seq: max(kept.stored.seq, past.seq), health: [kept.health, past.health])
  }

  package func append(_ envelope: Envelope, changes: [Change]) {
    history.append(EventRow(envelope, changes: changes))
  }

  /// Once a second: tries again what waits, and looks whether the files are still there. Returns at
  /// once; what it finds comes as health.
  package func look() {
    overrides.look()
    history.look()
  }

  package func record(_ record: AuditRecord) async -> Bool { await overrides.record(record) }

  package func checkpoint(_ board: Board) async {
    async let overrides: Void = overrides.remember(seq: board.seq)
    await history.checkpoint(board)
    await overrides
  }

  package func health() -> AsyncStream<StoreHealth> { healthChanges.stream }

  package func auditedLate() -> AsyncStream<String> { lateIDs.stream }

  package func changes(
    provider: ProviderID?, since: WallTime?, limit: Int
  ) async throws(CommandRefusal) -> [Change] {
    try await history.read {
      try HistoryQueries.changes($0, provider: provider, since: since, limit: limit)
    }
  }

  package func audit(
    provider: ProviderID?, limit: Int
  ) async throws(CommandRefusal) -> [AuditRecord] {
    try await overrides.audit(provider: provider, limit: limit)
  }

  package func log(
    provider: ProviderID?, since: WallTime?, limit: Int
  ) async throws(CommandRefusal) -> [Envelope] {
    try await history.read {
      try HistoryQueries.log($0, provider: provider, since: since, limit: limit)
    }
  }

  package func board(at time: WallTime) async throws(CommandRefusal) -> Board? {
    try await history.read { try HistoryQueries.board($0, at: time) }
  }

  /// One signal over time in steps of at least a minute (from an hour on, of the hours), oldest
  /// first; steps without a reading are missing. `end` is not included.
  package func series(
    provider: ProviderID, signal: Signal, step: Duration, from start: WallTime, to end: WallTime
  ) async throws(CommandRefusal) -> [RollupPoint] {
    try await history.readSums {
      try HistoryQueries.series(
        $0, provider: provider, signal: signal, step: step, from: start, to: end)
    }
  }

  package func close() async {
    await history.close()
    await overrides.close()
    healthChanges.continuation.finish()
    lateIDs.continuation.finish()
  }
}

// What is asked of the hours.
extension SQLiteJournal {
  package func outcomes(
    provider: ProviderID, signal: Signal, from start: WallTime, to end: WallTime
  ) async throws(CommandRefusal) -> [HourlyOutcome] {
    try await history.readSums {
      try HourlyQueries.outcomes($0, provider: provider, signal: signal, from: start, to: end)
    }
  }

  package func meter(
    _ meter: String, of provider: ProviderID, from start: WallTime, to end: WallTime
  ) async throws(CommandRefusal) -> [HourlyMeter] {
    try await history.readSums {
      try HourlyQueries.meter($0, provider: provider, meter: meter, from: start, to: end)
    }
  }

  package func openTime(
    of provider: ProviderID, from start: WallTime, to end: WallTime
  ) async throws(CommandRefusal) -> [HourlyOpenTime] {
    try await history.readSums {
      try HourlyQueries.openTime($0, provider: provider, from: start, to: end)
    }
  }

  package func latency(
    provider: ProviderID, signal: Signal, from start: WallTime, to end: WallTime
  ) async throws(CommandRefusal) -> LatencyHistogram {
    try await history.readSums {
      try HistoryQueries.latency($0, provider: provider, signal: signal, from: start, to: end)
    }
  }
}
