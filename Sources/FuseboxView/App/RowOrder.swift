import FuseboxCore

/// The order of the rows on the screen. A row moves only when its severity changes, never on a
/// timer, and never under somebody's fingers.
struct RowOrder: Sendable, Equatable {
  private struct Place: Sendable, Equatable {
    var provider: ProviderID
    var severity: Severity
  }

  private var places: [Place] = []
  /// Rows whose severity has changed and that wait to be moved.
  private(set) var waiting = 0

  /// Gives every judged row a place. Rows never seen are placed at once, rows that changed when
  /// they may move.
  mutating func place(_ judged: [Assessment], mayMove: Bool) {
    let rows = Dictionary(judged.map { ($0.provider, $0) }, uniquingKeysWith: { first, _ in first })
    places.removeAll { rows[$0.provider] == nil }
    let changed = places.filter { rows[$0.provider]?.severity != $0.severity }
    waiting = mayMove ? 0 : changed.count
    if mayMove { places.removeAll { changed.contains($0) } }
    let known = Set(places.map(\.provider))
    for row in judged.sorted(by: Self.isBefore) where !known.contains(row.provider) {
      let index = places.firstIndex { place in
        guard let other = rows[place.provider] else { return false }
        return place.severity > row.severity || Self.isBefore(row, other)
      }
      let place = Place(provider: row.provider, severity: row.severity)
      places.insert(place, at: index ?? places.endIndex)
    }
  }

  /// The rows in their places.
  func sorted(_ judged: [Assessment]) -> [Assessment] {
    places.compactMap { place in judged.first { $0.provider == place.provider } }
  }

  /// Worst first; among equals theirs before ours, then as the judge has them.
  static func isBefore(_ left: Assessment, _ right: Assessment) -> Bool {
    (left.severity, rank(left)) < (right.severity, rank(right))
  }

  private static func rank(_ row: Assessment) -> Int {
    guard row.severity == .failing else { return 0 }
    return Blame.allCases.firstIndex(of: row.verdict.blame) ?? Blame.allCases.count
  }
}
