import FuseboxCore

/// An event that waits, with what a person reads of it, oldest line first.
struct EventRow: Sendable {
  let envelope: Envelope
  let changes: [Change]

  /// - Parameter changes: newest first, as the board has them.
  init(_ envelope: Envelope, changes: [Change]) {
    self.envelope = envelope
    self.changes = changes.reversed()
  }
}

/// Events that wait to be written: bounded, and when it is full the oldest readings go first. What
/// a person did is not lost with them: the audit is in the other file.
struct EventQueue {
  private let limit: Int
  private var events: [EventRow] = []
  /// How many were dropped so far.
  private(set) var dropped = 0

  init(limit: Int) { self.limit = limit }

  var isEmpty: Bool { events.isEmpty }

  /// Adds events; heartbeats are not stored.
  mutating func append(_ rows: [EventRow]) {
    events += rows.filter { $0.envelope.event != .heartbeat }
    trim()
  }

  /// Takes out the oldest, at most `count`.
  mutating func take(_ count: Int) -> [EventRow] {
    let batch = Array(events.prefix(count))
    events.removeFirst(batch.count)
    return batch
  }

  /// Takes back a batch that could not be written.
  mutating func putBack(_ batch: [EventRow]) {
    events.insert(contentsOf: batch, at: 0)
    trim()
  }

  /// Makes a tenth of the room at once, so that a full queue is not trimmed with each event.
  private mutating func trim() {
    guard events.count > limit else { return }
    let before = events.count
    var excess = before - limit + limit / 10
    events.removeAll { row in
      guard excess > 0, row.envelope.event.isReading else { return false }
      excess -= 1
      return true
    }
    if events.count > limit { events.removeFirst(events.count - limit) }
    dropped += before - events.count
  }
}

extension Event {
  /// One of many: the next reading of its kind says almost the same.
  var isReading: Bool {
    switch self {
    case .page, .call, .meter, .limiter, .traffic, .heartbeat: true
    case .breaker(let status): status.from == nil
    case .started, .override, .recovered, .verdict, .alert, .store: false
    }
  }
}
