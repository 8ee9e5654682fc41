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

  /// Providers that a misspelt name may mean: those it begins, else the one it is a slip of.
  package static func near(_ name: String) -> [ProviderID] {
    let name = name.lowercased()
    guard (3...20).contains(name.count) else { return [] }
    let ids = all.map(\.id.rawValue)
    let begun = ids.filter { $0.hasPrefix(name) }
    let meant = begun.isEmpty ? [NearMiss.of(name, among: ids)].compactMap(\.self) : begun
    return meant.map { ProviderID($0) }
  }
}
