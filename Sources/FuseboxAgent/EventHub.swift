import FuseboxCore

/// Numbers every event, folds it into the board and hands both on: the journal gets each event,
/// a stream of events each subscriber's, a board watcher only the newest board.
///
/// Only the hub yields, and it does so under its lock: subscribers see one order.
package final class EventHub: Sendable {
  private struct State: ~Copyable {
    var board: Board
    var boot: String
    var nextSubscriber = 0
    var boards: [Int: AsyncStream<Board>.Continuation] = [:]
    var events: [Int: AsyncStream<Envelope>.Continuation] = [:]
    var recent: [Envelope] = []
    var isClosed = false
  }

  private let state: Guarded<State>
  private let journal: any Journal

  /// How many past events a resuming subscriber may still get.
  private static let recentKept = 2000
  /// How many events a slow subscriber may lag before it is dropped and must start again.
  private static let lagAllowed = 4000

  /// - Parameters:
  ///   - board: what was recovered; its `seq` is where numbering goes on.
  ///   - seq: largest number of any file, if larger.
  package init(board: Board, seq: Int64, boot: String, journal: any Journal) {
    var board = board
    board.seq = max(board.seq, seq)
    state = Guarded(State(board: board, boot: boot))
    self.journal = journal
  }

  /// The newest board.
  package var board: Board { state.withLock { $0.board } }

  /// Numbers, folds, stores and hands on one event.
  /// - Parameter isStored: false keeps it out of the history.
  package func publish(_ event: Event, at time: WallTime, isStored: Bool = true) {
    let lost = state.withLock { state -> [AsyncStream<Envelope>.Continuation] in
      guard !state.isClosed else { return [] }
      let isHeartbeat = event == .heartbeat
      let envelope = Envelope(
        seq: state.board.seq + (isHeartbeat ? 0 : 1), wall: time, boot: state.boot, event: event)
      state.board.apply(envelope)
      if !isHeartbeat {
        // Queues and returns: see Journal.
        if isStored { journal.append([envelope]) }
        state.recent.append(envelope)
        if state.recent.count > 2 * Self.recentKept {
          state.recent.removeFirst(state.recent.count - Self.recentKept)
        }
      }
      for continuation in state.boards.values { continuation.yield(state.board) }
      let behind = state.events.filter {
        if case .dropped = $0.value.yield(envelope) { true } else { false }
      }
      for id in behind.keys { state.events[id] = nil }
      return Array(behind.values)
    }
    // Outside the lock: ending a stream calls back.
    for continuation in lost { continuation.finish() }
  }

  /// Lays recovered overrides over the board without an event: they are facts already audited.
  package func lay(_ overrides: [Override]) {
    state.withLock { state in
      for index in state.board.providers.indices {
        let id = state.board.providers[index].id
        state.board.providers[index].override = overrides.first { $0.provider == id }
      }
    }
  }

  /// The newest board now and after every event; ends when the hub closes.
  package func boards() -> AsyncStream<Board> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Board.self, bufferingPolicy: .bufferingNewest(1))
    let id = state.withLock { state -> Int? in
      guard !state.isClosed else { return nil }
      state.nextSubscriber += 1
      state.boards[state.nextSubscriber] = continuation
      continuation.yield(state.board)
      return state.nextSubscriber
    }
    guard let id else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.boards.removeValue(forKey: id) }
    }
    return stream
  }

  /// Every event after `seq` that is still kept, then all new ones. nil when `seq` is too old to
  /// be continued without a gap: the subscriber needs a new board first.
  package func events(after seq: Int64) -> AsyncStream<Envelope>? {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Envelope.self, bufferingPolicy: .bufferingOldest(Self.lagAllowed))
    let id = state.withLock { state -> Int? in
      let first = state.recent.first?.seq ?? state.board.seq + 1
      guard !state.isClosed, seq >= first - 1, seq <= state.board.seq else { return nil }
      for envelope in state.recent where envelope.seq > seq { continuation.yield(envelope) }
      state.nextSubscriber += 1
      state.events[state.nextSubscriber] = continuation
      return state.nextSubscriber
    }
    guard let id else { return nil }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.events.removeValue(forKey: id) }
    }
    return stream
  }

  /// How many follow the events now: attached screens and whoever reads the socket.
  package var followers: Int { state.withLock { $0.events.count } }

  /// Ends every stream; later events are dropped.
  package func close() {
    let ended = state.withLock {
      state -> ([AsyncStream<Board>.Continuation], [AsyncStream<Envelope>.Continuation]) in
      state.isClosed = true
      defer { (state.boards, state.events) = ([:], [:]) }
      return (Array(state.boards.values), Array(state.events.values))
    }
    for continuation in ended.0 { continuation.finish() }
    for continuation in ended.1 { continuation.finish() }
  }
}
