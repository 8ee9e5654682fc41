/// Who may stay when there are more connections than places. Time stands still in here: who has
/// waited longest follows from the order of events.
struct Places<ID: Hashable & Sendable>: Sendable {
  private enum Use: Equatable {
    /// Since when nothing was asked; whether anything ever was.
    case idle(since: Int, hasAsked: Bool)
    case answered, followed
  }

  private let cap: Int
  private var uses: [ID: Use] = [:]
  private var order = 0

  init(cap: Int) { self.cap = cap }

  /// Streams that may be open at once: the other half of the places stays for questions.
  private var streamCap: Int { max(1, cap / 2) }

  /// A new connection; the one that gives up its place for it, if any is idle.
  mutating func enter(_ id: ID) -> ID? {
    let given = uses.count >= cap ? longestIdle { _ in true } : nil
    if let given { uses[given] = nil }
    uses[id] = idle(hasAsked: false)
    return given
  }

  /// It is gone, by itself or because it gave up its place.
  mutating func leave(_ id: ID) { uses[id] = nil }

  /// A request is being answered.
  mutating func begin(_ id: ID) {
    if uses[id] != nil { uses[id] = .answered }
  }

  /// Its answer is a stream; false when there are enough of them.
  mutating func stream(_ id: ID) -> Bool {
    guard uses[id] != nil else { return true }
    guard uses.values.count(where: { $0 == .followed }) < streamCap else { return false }
    uses[id] = .followed
    return true
  }

  /// The request was answered. Above the cap somebody gives up a place: never a newcomer, whose
  /// question is on its way.
  mutating func end(_ id: ID) -> ID? {
    guard uses[id] != nil else { return nil }
    uses[id] = idle(hasAsked: true)
    guard uses.count > cap, let given = longestIdle({ $0 }) else { return nil }
    uses[given] = nil
    return given
  }

  private mutating func idle(hasAsked: Bool) -> Use {
    order += 1
    return .idle(since: order, hasAsked: hasAsked)
  }

  /// - Parameter counts: by whether it ever asked.
  private func longestIdle(_ counts: (Bool) -> Bool) -> ID? {
    let waiting = uses.compactMap { id, use -> (id: ID, since: Int)? in
      guard case .idle(let since, let hasAsked) = use, counts(hasAsked) else { return nil }
      return (id, since)
    }
    return waiting.min { $0.since < $1.since }?.id
  }
}
