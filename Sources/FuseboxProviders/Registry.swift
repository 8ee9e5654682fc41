import FuseboxCore

/// Every provider fusebox knows, in the order of the board.
package enum Registry {
  package static let all: [Provider] = [
    Stripe.provider,
    SendGrid.provider,
    Auth0.provider,
    GA4.provider,
    Segment.provider,
    S3.provider,
    CloudFront.provider,
    Twilio.provider,
    FCM.provider,
    Algolia.provider,
    Datadog.provider,
    Sentry.provider,
    GitHub.provider,
    Redis.provider,
  ]

  private static let byID: [ProviderID: Provider] = .init(
    all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

  package static subscript(_ id: ProviderID) -> Provider? { byID[id] }

  /// Providers that a misspelt name may mean, nearest first: those it begins, and those at most
  /// two edits away.
  package static func near(_ name: String) -> [ProviderID] {
    let wanted = name.lowercased()
    guard !wanted.isEmpty, wanted.utf8.count <= 40 else { return [] }
    return all.enumerated()
      .map { (distance: distance(wanted, $0.element.id.rawValue), order: $0.offset) }
      .filter { $0.distance <= 2 }
      .sorted { ($0.distance, $0.order) < ($1.distance, $1.order) }
      .map { all[$0.order].id }
  }

  /// Levenshtein's distance in bytes; 1 for a beginning of at least three letters.
  private static func distance(_ left: String, _ right: String) -> Int {
    if left == right { return 0 }
    if left.utf8.count >= 3, right.hasPrefix(left) { return 1 }
    let target = Array(right.utf8)
    var row = Array(0...target.count)
    for (i, byte) in left.utf8.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in target.indices {
        let above = row[j + 1]
        row[j + 1] = byte == target[j] ? diagonal : 1 + min(diagonal, above, row[j])
        diagonal = above
      }
    }
    return row[target.count]
  }
}
