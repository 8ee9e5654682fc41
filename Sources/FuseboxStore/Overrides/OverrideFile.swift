import FuseboxCore
import GRDB

/// `fusebox.db`: overrides and their audit, each change in one transaction that is on the disk
/// when it is answered. What cannot be written waits in memory, in order, and is tried again.
package final class OverrideFile: Sendable {
  private let file: DatabaseFile
  private let settings: StoreSettings
  private let onHealth: @Sendable (StoreHealth) -> Void
  private let onLate: @Sendable (String) -> Void
  private let state = Guarded(State())

  private struct State {
    /// Oldest first. People make these, one at a time: it needs no bound.
    var waiting: [Waiting] = []
    var nextTry = WallTime(milliseconds: 0)
    var told = StoreHealth(file: Schema.overrides.fileName, condition: .fine)
    /// What the newest read or write met.
    var trouble: StoreTrouble?
    /// Holds that could not be read at the start.
    var damaged = 0
    /// Audit rows that could not be read, of one list.
    var unread = 0
  }

  private struct Waiting {
    var record: AuditRecord
    /// Its writer was told that it is not yet in the database.
    var isLate = false
  }

  /// - Parameters:
  ///   - onHealth: called with each change of the file's health.
  ///   - onLate: called with the id of each row that was written after all.
  package init(
    directory: String, settings: StoreSettings,
    onHealth: @escaping @Sendable (StoreHealth) -> Void = { _ in },
    onLate: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    file = DatabaseFile(.overrides, directory: directory, settings: settings)
    self.settings = settings
    self.onHealth = onHealth
    self.onLate = onLate
  }

  /// Reads what is in force. Of a file that cannot be written, or only in part be read, what can be
  /// read holds, and the health says why.
  package func open() async -> (stored: StoredOverrides, health: StoreHealth) {
    await file.run { [self] in
      let (stored, trouble) = file.readAtStart(StoredOverrides.init)
      state.withLock { $0.damaged = stored?.damaged ?? 0 }
      note(trouble)
      let unread = StoredOverrides(revisionFloor: settings.now().milliseconds)
      return (stored ?? unread, state.withLock { $0.told })
    }
  }

  /// Writes a change and its audit row. False: it waits in memory, and is written later. The answer
  /// comes within `StoreSettings.patience`.
  package func record(_ record: AuditRecord) async -> Bool {
    let isHeldUp = state.withLock { state in
      // Behind a row that waits for another process, this one waits too: no use in asking again.
      let isHeldUp = state.trouble?.condition == .locked && state.waiting.contains(where: \.isLate)
      state.waiting.append(Waiting(record: record, isLate: isHeldUp))
      return isHeldUp
    }
    guard !isHeldUp else {
      note(state.withLock { $0.trouble })
      retry()
      return false
    }
    await file.run(within: settings.patience) { [self] in flush() }
    return state.withLock { state in
      let place = state.waiting.firstIndex { $0.record.id == record.id }
      if let place { state.waiting[place].isLate = true }
      return place == nil
    }
  }

  /// Tries again to write what waits, when its time has come. Returns at once.
  package func retry() {
    let now = settings.now()
    let isDue = state.withLock { !$0.waiting.isEmpty && now >= $0.nextTry }
    if isDue { file.schedule { [self] in flush() } }
  }

  /// Once a second: tries again what waits, and looks whether the file is still there. Returns at
  /// once.
  package func look() {
    retry()
    let wasGone = state.withLock { $0.trouble } == .gone
    let isGone = !file.isInPlace
    if isGone != wasGone { note(isGone ? .gone : nil) }
  }

  /// Keeps the number of the newest event, should the history be lost.
  package func remember(seq: Int64) async {
    await file.run { [self] in
      flush()
      let result = file.write { db in
        try db.execute(
          sql: """
            INSERT INTO place (only_row, seq) VALUES (1, ?)
            ON CONFLICT DO UPDATE
            SET seq = iif(seq BETWEEN 0 AND ?, max(seq, excluded.seq), excluded.seq)
            """,
          arguments: [seq, StoredNumber.range.upperBound])
      }
      note(result.trouble)
    }
  }

  /// Audit rows, newest first; those that still wait come first. Without the stored ones it would
  /// not be the audit: then it throws. Rows that cannot be read are told of as health.
  package func audit(
    provider: ProviderID?, limit: Int
  ) async throws(CommandRefusal) -> [AuditRecord] {
    let waiting = state.withLock { $0.waiting.map(\.record) }
      .filter { provider == nil || $0.provider == provider }
    let stored = await file.read { try AuditRecord.fetch($0, provider: provider, limit: limit) }
    switch stored {
    case .success(let stored):
      if stored.unread > 0 {
        let trouble = state.withLock { state in
          state.unread = max(state.unread, stored.unread)
          return state.trouble
        }
        note(trouble)
      }
      return Array((waiting.reversed() + stored.records).prefix(limit))
    case .failure(let trouble): throw trouble.refusal(of: .overrides)
    }
  }

  /// Tries once more to write what waits, then closes.
  package func close() async {
    await file.run { [self] in
      flush()
      file.close()
    }
  }
}

extension OverrideFile {
  /// Writes what waits, one by one: when room is short, what fits is in. Only on the file's thread.
  private func flush() {
    while let oldest = state.withLock({ $0.waiting.first }) {
      let result = file.write { try oldest.record.insert($0) }
      let now = settings.now()
      let isLate = state.withLock { state in
        switch result {
        case .success: return state.waiting.removeFirst().isLate
        case .failure:
          state.nextTry = now + settings.retryAfter
          for index in state.waiting.indices { state.waiting[index].isLate = true }
          return true
        }
      }
      note(result.trouble)
      guard case .success = result else { return }
      if isLate { onLate(oldest.record.id) }
    }
  }

  /// Takes over what a read or write says of the file's health.
  private func note(_ trouble: StoreTrouble?) {
    let news = state.withLock { state -> StoreHealth? in
      state.trouble = trouble
      let health = Self.health(
        trouble, damaged: state.damaged, unread: state.unread, unaudited: state.waiting.count)
      guard health != state.told else { return nil }
      state.told = health
      return health
    }
    if let news { onHealth(news) }
  }

  private static func health(
    _ trouble: StoreTrouble?, damaged: Int, unread: Int, unaudited: Int
  ) -> StoreHealth {
    guard let trouble else {
      func health(_ rows: Int, _ what: String, _ meaning: String) -> StoreHealth {
        let trouble = StoreTrouble(.corrupt, "\(rows) \(rows == 1 ? "entry" : "entries") \(what)")
        return StoreHealth(.overrides, trouble, meaning: meaning, unaudited: unaudited)
      }
      if damaged > 0 {
        return health(damaged, "damaged", "what can be read is in force; look at the holds")
      }
      if unread > 0 {
        return health(unread, "of the audit could not be read", "the others are listed")
      }
      return StoreHealth(
        file: Schema.overrides.fileName, condition: .fine, unaudited: unaudited)
    }
    let meaning =
      switch trouble.condition {
      case .full: "trips work, and are audited once there is room"
      case .locked: "trips work, and are audited once it is free"
      case .corrupt, .newer: "left as it is; trips work, but only in memory"
      case .readOnly, .failed, .fine: "trips work, but only in memory"
      }
    return StoreHealth(.overrides, trouble, meaning: meaning, unaudited: unaudited)
  }
}
