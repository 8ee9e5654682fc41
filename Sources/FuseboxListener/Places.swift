import FuseboxCore

/// Who may stay when there are more connections than places, and who is answered when many ask.
/// Only what we work for holds its place: a connection that waits, or is half-way through sending a
/// request or taking an answer, gives way. Time stands still in here: who has waited longest follows
/// from the order of events.
struct Places<ID: Hashable & Sendable>: Sendable {
  private enum Use: Equatable {
    /// Since when nothing was asked; whether anything ever was.
    case idle(since: Int, hasAsked: Bool)
    /// Since when a request comes in, or an answer goes out.
    case partWay(since: Int)
    /// Its request is answered, or followed to its stream's end.
    case answered(share: String)
  }

  private let cap: Int
  private var uses: [ID: Use] = [:]
  private var order = 0

  init(cap: Int) { self.cap = cap }

  /// A new connection; the one that gives up its place for it, if any can.
  mutating func enter(_ id: ID) -> ID? {
    let leaver = uses.count >= cap ? longestWaiting(amongNewcomers: true) : nil
    if let leaver { uses[leaver] = nil }
    uses[id] = .idle(since: tick(), hasAsked: false)
    return leaver
  }

  /// It is gone, by itself or because it gave up its place.
  mutating func leave(_ id: ID) { uses[id] = nil }

  /// A request has begun to come in; false when the connection is gone.
  mutating func begin(_ id: ID) -> Bool {
    write(id)
    return uses[id] != nil
  }

  /// A request was read whole and is to be answered; false when there are enough of its kind, or
  /// the connection is gone.
  mutating func answer(_ id: ID, in share: Share) -> Bool {
    let taken = uses.values.count { $0 == .answered(share: share.name) }
    guard uses[id] != nil, taken < share.places else { return false }
    uses[id] = .answered(share: share.name)
    return true
  }

  /// The answer is there, and goes out as fast as the other end takes it.
  mutating func write(_ id: ID) {
    if uses[id] != nil { uses[id] = .partWay(since: tick()) }
  }

  /// The answer is out. Above the cap somebody gives up a place: never a newcomer, whose question is
  /// on its way.
  mutating func end(_ id: ID) -> ID? {
    guard uses[id] != nil else { return nil }
    uses[id] = .idle(since: tick(), hasAsked: true)
    guard uses.count > cap, let leaver = longestWaiting(amongNewcomers: false) else { return nil }
    uses[leaver] = nil
    return leaver
  }

  private mutating func tick() -> Int {
    order += 1
    return order
  }

  /// Of those that wait for a next request; without any, of those that are part way.
  /// - Parameter amongNewcomers: whether those count that have not asked yet.
  private func longestWaiting(amongNewcomers: Bool) -> ID? {
    var idle: (id: ID, since: Int)?
    var partWay: (id: ID, since: Int)?
    for (id, use) in uses {
      switch use {
      case .idle(let since, let hasAsked) where hasAsked || amongNewcomers:
        if since < idle?.since ?? .max { idle = (id, since) }
      case .partWay(let since):
        if since < partWay?.since ?? .max { partWay = (id, since) }
      case .idle, .answered: continue
      }
    }
    return idle?.id ?? partWay?.id
  }
}
