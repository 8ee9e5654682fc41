import FuseboxCore

/// The order of the rows on the screen: the judge's, but steady. A row moves only when its
/// severity changes, never on a timer, and never under somebody's fingers.
struct RowOrder: Sendable, Equatable {
  private struct Place: Sendable, Equatable {
    var provider: ProviderID
    var severity: Severity

    init(_ row: Assessment) {
      provider = row.provider
      severity = row.severity
    }
  }

  private var places: [Place] = []
  /// Rows whose severity has changed and that wait to be moved.
  private(set) var waiting = 0

  /// Gives every row a place. Rows never seen are placed at once, rows that changed when they may
  /// move.
  /// - Parameter judged: in the judge's order.
  mutating func place(_ judged: [Assessment], mayMove: Bool) {
    // Nearly always: nothing is to be moved.
    if zip(places, judged.lazy.map(Place.init)).allSatisfy(==), places.count == judged.count {
      return waiting = 0
    }
    let rows = Dictionary(
      judged.enumerated().map { ($1.provider, (rank: $0, severity: $1.severity)) },
      uniquingKeysWith: { first, _ in first })
    places.removeAll { rows[$0.provider] == nil }
    let changed = places.filter { rows[$0.provider]?.severity != $0.severity }
    waiting = mayMove ? 0 : changed.count
    if mayMove { places.removeAll { changed.contains($0) } }
    let known = Set(places.map(\.provider))
    for (rank, row) in judged.enumerated() where !known.contains(row.provider) {
      let index = places.firstIndex { place in
        place.severity > row.severity || (rows[place.provider]?.rank ?? 0) > rank
      }
      places.insert(Place(row), at: index ?? places.endIndex)
    }
  }

  /// The rows in their places.
  func sorted(_ judged: [Assessment]) -> [Assessment] {
    let indices = Dictionary(
      zip(judged.map(\.provider), judged.indices), uniquingKeysWith: { first, _ in first })
    return places.compactMap { indices[$0.provider].map { judged[$0] } }
  }
}
