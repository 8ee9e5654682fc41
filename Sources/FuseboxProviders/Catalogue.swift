import FuseboxCore

/// The providers that one set-up knows, in the order of the board. A value, handed from set-up to
/// whoever must name or find one. Ids are unique in it, and every one obeys the same rule.
package struct Catalogue: Sendable {
  package let providers: [Provider]
  private let byID: [ProviderID: Provider]

  /// The fourteen that fusebox brings along.
  package static let builtIn = Catalogue(checked: [
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
  ])

  private init(checked providers: [Provider]) {
    self.providers = providers
    byID = .init(providers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package subscript(_ id: ProviderID) -> Provider? { byID[id] }

  /// Why a provider cannot join a catalogue.
  package enum Refusal: Error, Equatable {
    /// Not one to ten lower-case letters and digits.
    case malformed(ProviderID)
    /// Another provider has this id.
    case taken(ProviderID)

    /// The rule that is broken, for a person who chose the id.
    package var rule: String {
      switch self {
      case .malformed: "must be 1 to 10 lower-case letters and digits"
      case .taken(let id): "is taken: there is a provider \(id) already"
      }
    }
  }

  /// This catalogue and `more` behind it.
  package func adding(_ more: [Provider]) throws(Refusal) -> Catalogue {
    var known = Set(byID.keys)
    for provider in more {
      guard Self.isWellFormed(provider.id) else { throw .malformed(provider.id) }
      guard known.insert(provider.id).inserted else { throw .taken(provider.id) }
    }
    return Catalogue(checked: providers + more)
  }

  /// The one rule for ids: they are keys, file names, column entries and parts of addresses.
  package static func isWellFormed(_ id: ProviderID) -> Bool {
    (1...10).contains(id.rawValue.utf8.count)
      && id.rawValue.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
  }

  /// A provider as a person names it. What nobody knows is refused with the names it may mean,
  /// before anything is asked or stored.
  package func id(named text: String) throws(CommandRefusal) -> ProviderID {
    let id = ProviderID(text)
    guard self[id] != nil else {
      throw .unknownProvider(TerminalSafe(text, cap: 40).text, near: near(text).map(\.rawValue))
    }
    return id
  }

  /// Providers that a misspelt name may mean: those it begins, else the one it is a slip of.
  package func near(_ name: String) -> [ProviderID] {
    let name = name.lowercased()
    guard (3...20).contains(name.count) else { return [] }
    let ids = providers.map(\.id.rawValue)
    let begun = ids.filter { $0.hasPrefix(name) }
    let meant = begun.isEmpty ? [NearMiss.of(name, among: ids)].compactMap(\.self) : begun
    return meant.map { ProviderID($0) }
  }
}
