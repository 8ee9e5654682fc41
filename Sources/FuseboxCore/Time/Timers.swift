/// Calls to be made, each at its time: the earliest first, of the same time the one asked for
/// first. A value; whoever owns it makes the calls.
package struct Timers {
  /// Names one call, never another again.
  package struct ID: Sendable, Hashable {
    fileprivate let number: UInt64
  }

  private struct Entry {
    let deadline: MonotonicTime
    let id: ID
    let body: @Sendable () -> Void
  }

  /// In the order in which they are called.
  private var entries: [Entry] = []
  private var lastNumber: UInt64 = 0

  package init() {}

  package var count: Int { entries.count }

  /// When the earliest is due; nil without any.
  package var next: MonotonicTime? { entries.first?.deadline }

  package mutating func add(
    at deadline: MonotonicTime, _ body: @escaping @Sendable () -> Void
  ) -> ID {
    lastNumber += 1
    let id = ID(number: lastNumber)
    let place = entries.firstIndex { $0.deadline > deadline } ?? entries.endIndex
    entries.insert(Entry(deadline: deadline, id: id, body: body), at: place)
    return id
  }

  /// Forgets a call; nothing when it has been taken.
  package mutating func remove(_ id: ID) { entries.removeAll { $0.id == id } }

  /// Takes what is due at `now`.
  package mutating func takeDue(at now: MonotonicTime) -> [@Sendable () -> Void] {
    let due = entries.prefix { $0.deadline <= now }
    guard !due.isEmpty else { return [] }
    entries.removeFirst(due.count)
    return due.map(\.body)
  }
}
