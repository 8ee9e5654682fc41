import FuseboxCore

/// Numbers every event, folds it into the board, and then hands both on: the log gets each event,
/// a stream of events each subscriber's, a board watcher only the newest board. The agent's own: it
/// runs where its caller does.
final class EventHub {
  /// The newest board.
  private(set) var board: Board
  /// How many follow the events, as of the last one: attached screens and whoever reads the socket.
  let followers = FollowerCount()
  private let boot: String
  private let log: any EventLog
  private(set) var watchers: [AsyncStream<Board>.Continuation] = []
  private(set) var subscribers: [AsyncStream<Envelope>.Continuation] = []
  private var recent: [Envelope] = []
  private var isClosed = false

  /// How many past events a resuming subscriber may still get.
  private static let recentKept = 2000
  /// How many events a slow subscriber may lag before it is dropped and must start again.
  private static let lagAllowed = 4000
  /// A larger number was never given by a hub: it is damage, and numbering begins anew.
  private static let largestSeq: Int64 = 1 << 53

  /// - Parameters:
  ///   - board: what was recovered; its `seq` is where numbering goes on.
  ///   - seq: largest number of any file, if larger.
  init(board: Board, seq: Int64, boot: String, log: any EventLog) {
    self.board = board
    // Far below what a number can hold: adding one never overflows.
    self.board.seq = [board.seq, seq].filter((0...Self.largestSeq).contains).max() ?? 0
    self.boot = boot
    self.log = log
  }

  /// Numbers, folds, stores and hands on one event.
  /// - Parameter isStored: false keeps it out of the history.
  func publish(_ event: Event, at time: WallTime, isStored: Bool = true) {
    guard !isClosed else { return }
    let envelope = enter(event, at: time)
    if isStored, event != .heartbeat {
      // Queues and returns: see EventLog.
      log.append(envelope, changes: Array(board.changes.prefix { $0.seq == envelope.seq }))
    }
    handOn(envelope)
  }

  /// The change itself: the event has its number and is on the board.
  private func enter(_ event: Event, at time: WallTime) -> Envelope {
    let isHeartbeat = event == .heartbeat
    let envelope = Envelope(
      seq: board.seq + (isHeartbeat ? 0 : 1), wall: time, boot: boot, event: event)
    board.apply(envelope)
    guard !isHeartbeat else { return envelope }
    recent.append(envelope)
    if recent.count > 2 * Self.recentKept { recent.removeFirst(recent.count - Self.recentKept) }
    return envelope
  }

  /// Gives everybody the news. Who has left, or is too far behind, is let go.
  private func handOn(_ envelope: Envelope) {
    watchers.removeAll { if case .terminated = $0.yield(board) { true } else { false } }
    subscribers.removeAll { subscriber in
      switch subscriber.yield(envelope) {
      case .enqueued: return false
      case .dropped: subscriber.finish()
      default: break
      }
      return true
    }
    followers.set(subscribers.count)
  }

  /// The newest board now and after every event; ends when the hub closes.
  func boards() -> AsyncStream<Board> {
    let (stream, watcher) = AsyncStream.makeStream(
      of: Board.self, bufferingPolicy: .bufferingNewest(1))
    guard !isClosed else {
      watcher.finish()
      return stream
    }
    watcher.yield(board)
    watchers.append(watcher)
    return stream
  }

  /// Every event after `seq` that is still kept, then all new ones. nil when `seq` is too old to
  /// be continued without a gap: the subscriber needs a new board first.
  func events(after seq: Int64) -> AsyncStream<Envelope>? {
    let first = recent.first?.seq ?? board.seq + 1
    guard !isClosed, seq >= first - 1, seq <= board.seq else { return nil }
    let (stream, subscriber) = AsyncStream.makeStream(
      of: Envelope.self, bufferingPolicy: .bufferingOldest(Self.lagAllowed))
    for envelope in recent where envelope.seq > seq { subscriber.yield(envelope) }
    subscribers.append(subscriber)
    return stream
  }

  /// Ends every stream; later events are dropped.
  func close() {
    isClosed = true
    for watcher in watchers { watcher.finish() }
    for subscriber in subscribers { subscriber.finish() }
    (watchers, subscribers) = ([], [])
  }
}

/// How many follow the events. The screen's thread asks at every key, between two of its frames, so
/// this one number is behind a lock of its own.
final class FollowerCount: Sendable {
  private let count = Guarded(0)

  var value: Int { count.withLock { $0 } }

  func set(_ new: Int) { count.withLock { $0 = new } }
}
