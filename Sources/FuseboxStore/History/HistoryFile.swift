import FuseboxCore
import FuseboxWire
import GRDB

/// `history.db`: events come in through a bounded queue and are written in groups, one group while
/// the one before is being written. A damaged file is set aside and a new one begun.
final class HistoryFile: Sendable {
  private let file: DatabaseFile
  private let settings: StoreSettings
  private let onHealth: @Sendable (StoreHealth) -> Void
  private let state: Guarded<State>

  private struct State {
    var queue: EventQueue
    var drain = Drain.none
    var nextTry = WallTime(milliseconds: 0)
    var nextPruning = WallTime(milliseconds: 0)
    var openTime = OpenTime()
    var rollup = Rollup()
    var told = StoreHealth(file: Schema.history.fileName, condition: .fine)
    /// The name under which a damaged file was set aside, until the next checkpoint is written.
    var setAside: String?
    /// Entries that could not be read at the start, until the next checkpoint is written.
    var damaged = 0
  }

  /// When the queue will be written.
  private enum Drain: Int, Comparable {
    /// Nothing waits.
    case none
    /// When its group is complete.
    case later
    /// As soon as the file's thread is free, or just now.
    case scheduled

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  init(
    directory: String, settings: StoreSettings,
    onHealth: @escaping @Sendable (StoreHealth) -> Void
  ) {
    file = DatabaseFile(.history, directory: directory, settings: settings)
    self.settings = settings
    self.onHealth = onHealth
    state = Guarded(State(queue: EventQueue(limit: settings.queueLimit)))
  }

  /// Reads the newest board and the largest event number.
  func open() async -> (board: Board, seq: Int64, health: StoreHealth) {
    await file.run { [self] in
      var (value, trouble) = readBoard()
      if trouble?.condition == .corrupt, setAside() { (value, trouble) = readBoard() }
      let found = value ?? StoredHistory()
      state.withLock { $0.damaged = found.damaged }
      note(trouble)
      return state.withLock { state in
        state.openTime = OpenTime(found.board, at: settings.now())
        return (found.board, found.seq, state.told)
      }
    }
  }

  /// Queues an event; returns at once.
  func append(_ row: EventRow) {
    state.withLock { $0.queue.append([row]) }
    commit(after: row.envelope.event.isReading ? settings.groupDelay : .zero)
  }

  /// Once a second: tries again what waits, and looks whether the file is still there. Returns at
  /// once.
  func look() {
    if !file.isInPlace { note(.gone) }
    commit(after: settings.groupDelay)
  }

  /// Has the queue written, unless that is under way or its next try has not come. One timer a
  /// group: readings wait for others, what a person reads does not.
  private func commit(after delay: Duration) {
    let now = settings.now()
    let isToStart = state.withLock { state in
      guard !state.queue.isEmpty, now >= state.nextTry, state.drain < .scheduled else {
        return false
      }
      guard delay > .zero else {
        state.drain = .scheduled
        return true
      }
      defer { state.drain = .later }
      return state.drain == .none
    }
    guard isToStart else { return }
    if delay > .zero {
      file.schedule(after: delay) { [self] in drain() }
    } else {
      file.schedule { [self] in drain() }
    }
  }

  /// Writes what is queued, then the board, then prunes.
  func checkpoint(_ board: Board) async {
    await file.run { [self] in
      drain()
      let now = settings.now()
      guard let json = try? BoardCodec.encode(board, now: now) else { return }
      let text = String(decoding: json, as: UTF8.self)
      state.withLock { ($0.setAside, $0.damaged) = (nil, 0) }
      let written = writeSums(at: now) { db in
        try Checkpoints.write(db, board, json: text, now: now)
      }
      note(written.flatMap { prune(at: now) }.trouble)
    }
  }

  /// A question asked on a connection of its own, after everything that was appended before it.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(CommandRefusal) -> Value {
    let now = settings.now()
    let isBehind = state.withLock { ($0.drain != .none || !$0.queue.isEmpty) && now >= $0.nextTry }
    if isBehind { await file.run(within: settings.patience) { [self] in drain() } }
    switch await file.read(body) {
    case .success(let value): return value
    case .failure(let trouble):
      if trouble.condition == .corrupt { file.schedule { [self] in setAside() } }
      throw trouble.refusal(of: .history)
    }
  }

  /// A question of sums, with everything that was appended before it in them.
  func readSums<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(CommandRefusal) -> Value {
    // Where that fails, the answer is of what was summed up before, and the health says why.
    await file.run(within: settings.patience) { [self] in settle() }
    return try await read(body)
  }

  /// Writes what is queued, then closes.
  func close() async {
    await file.run { [self] in
      settle()
      file.close()
    }
  }
}

// Only on the file's thread.
extension HistoryFile {
  /// Deletes what is too old, once in a while.
  private func prune(at now: WallTime) -> Result<Void, StoreTrouble> {
    let isDue = state.withLock { state in
      guard now >= state.nextPruning else { return false }
      state.nextPruning = now + settings.retention.interval
      return true
    }
    guard isDue else { return .success(()) }
    let pruning = Pruning(
      retention: settings.retention, now: now, write: { [file] in file.write($0) })
    return Result(catching: pruning.run)
  }

  /// Writes all sums of what is written, and what goes with them.
  private func writeSums(
    at now: WallTime, with more: (Database) throws -> Void = { _ in }
  ) -> Result<Void, StoreTrouble> {
    var openTime = state.withLock { $0.openTime }
    openTime.count(until: now)
    let written = attempt { [openTime] in
      let rollup = state.withLock { $0.rollup }
      return file.write { db in
        try openTime.write(db)
        try rollup.writeAll(db)
        try more(db)
      }
    }
    if case .success = written {
      openTime.clear()
      state.withLock { [openTime] in ($0.openTime, $0.rollup) = (openTime, Rollup()) }
    }
    return written
  }

  private func settle() {
    drain()
    note(writeSums(at: settings.now()).trouble)
  }

  private func readBoard() -> (value: StoredHistory?, trouble: StoreTrouble?) {
    file.readAtStart(HistoryQueries.start)
  }

  /// Writes batch after batch until the queue is empty or a write fails.
  private func drain() {
    while true {
      let batch = state.withLock { state in
        let batch = state.queue.take(settings.batchLimit)
        state.drain = batch.isEmpty ? .none : .scheduled
        return batch
      }
      guard !batch.isEmpty else { return }
      let rows = EventBatch(batch)
      var openTime = state.withLock { $0.openTime }
      for row in batch { openTime.take(row.envelope.event) }
      let result = attempt { [openTime] in
        file.write { db in
          try openTime.write(db)
          return try rows.write(db)
        }
      }
      let now = settings.now()
      state.withLock { state in
        switch result {
        case .success(let first):
          openTime.clear()
          state.openTime = openTime
          state.rollup.add(batch, from: first)
        case .failure:
          state.queue.putBack(batch)
          state.drain = .none
          state.nextTry = now + settings.retryAfter
        }
      }
      note(result.trouble)
      guard case .success = result else { return }
    }
  }

  /// Tries once more in a new file after damage.
  private func attempt<Value>(
    _ work: () -> Result<Value, StoreTrouble>
  ) -> Result<Value, StoreTrouble> {
    let result = work()
    guard case .failure(let trouble) = result, trouble.condition == .corrupt, setAside() else {
      return result
    }
    return work()
  }

  /// Begins a new file; false when even that is not possible.
  @discardableResult
  private func setAside() -> Bool {
    guard let name = try? file.setAside() else { return false }
    // What is in that file is not in the sums of the next.
    state.withLock { ($0.setAside, $0.rollup) = (name, Rollup()) }
    return true
  }

  /// Takes over what a read or write says of the file's health.
  private func note(_ trouble: StoreTrouble?) {
    let news = state.withLock { state -> StoreHealth? in
      let health = Self.health(
        trouble, setAside: state.setAside, damaged: state.damaged, dropped: state.queue.dropped)
      guard health != state.told else { return nil }
      state.told = health
      return health
    }
    if let news { onHealth(news) }
  }
}
