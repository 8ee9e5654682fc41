import FuseboxCore

/// Numbers every event, folds it into the board and hands both on: the log gets each event,
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

    /// Gives everybody the news. Who has left is forgotten here and not when leaving: a callback
    /// of a stream's end runs under its task's lock, which a yield under ours waits for.
    /// - Returns: those that are too far behind, to be ended outside the lock.
    mutating func handOn(_ envelope: Envelope) -> [AsyncStream<Envelope>.Continuation] {
      for (id, continuation) in boards {
        if case .terminated = continuation.yield(board) { boards[id] = nil }
      }
      var behind: [AsyncStream<Envelope>.Continuation] = []
      for (id, continuation) in events {
        switch continuation.yield(envelope) {
        case .enqueued: continue
        case .dropped: behind.append(continuation)
        default: break
        }
        events[id] = nil
      }
      return behind
    }
  }

  private let state: Guarded<State>
  private let log: any EventLog

  /// How many past events a resuming subscriber may still get.
  private static let recentKept = 2000
  /// How many events a slow subscriber may lag before it is dropped and must start again.
  private static let lagAllowed = 4000
  /// A larger number was never given by a hub: it is damage, and numbering begins anew.
  private static let largestSeq: Int64 = 1 << 53

  /// - Parameters:
  ///   - board: what was recovered; its `seq` is where numbering goes on.
  ///   - seq: largest number of any file, if larger.
  package init(board: Board, seq: Int64, boot: String, log: any EventLog) {
    var board = board
    // Far below what a number can hold: adding one never overflows.
    board.seq = [board.seq, seq].filter((0...Self.largestSeq).contains).max() ?? 0
    state = Guarded(State(board: board, boot: boot))
    self.log = log
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
        // Queues and returns: see EventLog.
        if isStored {
          let changes = state.board.changes.prefix { $0.seq == envelope.seq }
          log.append(envelope, changes: Array(changes))
        }
        state.recent.append(envelope)
        if state.recent.count > 2 * Self.recentKept {
          state.recent.removeFirst(state.recent.count - Self.recentKept)
        }
      }
      return state.handOn(envelope)
    }
    for continuation in lost { continuation.finish() }
  }

  /// The newest board now and after every event; ends when the hub closes.
  package func boards() -> AsyncStream<Board> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Board.self, bufferingPolicy: .bufferingNewest(1))
    let isOpen = state.withLock { state -> Bool in
      guard !state.isClosed else { return false }
      state.nextSubscriber += 1
      state.boards[state.nextSubscriber] = continuation
      continuation.yield(state.board)
      return true
    }
    if !isOpen { continuation.finish() }
    return stream
  }

  /// Every event after `seq` that is still kept, then all new ones. nil when `seq` is too old to
  /// be continued without a gap: the subscriber needs a new board first.
  package func events(after seq: Int64) -> AsyncStream<Envelope>? {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Envelope.self, bufferingPolicy: .bufferingOldest(Self.lagAllowed))
    let isKept = state.withLock { state -> Bool in
      let first = state.recent.first?.seq ?? state.board.seq + 1
      guard !state.isClosed, seq >= first - 1, seq <= state.board.seq else { return false }
      for envelope in state.recent where envelope.seq > seq { continuation.yield(envelope) }
      state.nextSubscriber += 1
      state.events[state.nextSubscriber] = continuation
      return true
    }
    return isKept ? stream : nil
  }

  /// How many follow the events, as of the last one: attached screens and whoever reads the socket.
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
