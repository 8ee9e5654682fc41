import FuseboxCore

/// All that is known of one third party: data first, closures where it is odd. A provider is one
/// file in `Catalog/`, one line in `Catalogue` and one fixture folder; `docs/adding-a-provider.md`
/// explains the fields.
package struct Provider: Sendable {
  package enum Category: String, Sendable, CaseIterable {
    case payment, email, authentication, analytics, storage, messaging, search, monitoring, code
    case rateLimiting = "rate limiting"
  }

  /// How its operations travel.
  package enum Link: Sendable, Equatable {
    case http
    /// The Redis protocol.
    case redis
    /// No operation yet: the provider is shown by its page only.
    case none
  }

  package let id: ProviderID
  /// As its maker writes it.
  package let name: String
  package let category: Category
  /// Where its API is described; https.
  package let docs: String
  /// Its status page; nil when it has none of its own.
  package var page: PageFeed?
  /// Base address of its API without a trailing slash; nil without HTTP operations.
  package var api: String?
  package var credentials: [CredentialField]
  package var link: Link
  /// The one cheap call without side effects that proves the API and our credential.
  package var probe: Operation?
  /// Calls that read meters which the probe does not bring along.
  package var usage: [Operation]
  package var meters: [MeterDescription]
  /// Shorter default intervals are raised to these; see the catalogue file for the reason.
  package var minimumProbeInterval: Duration
  package var minimumUsageInterval: Duration
  /// What its loss means for what depends on it; nil when that is plain.
  package var failureNote: String?

  package init(
    id: ProviderID, name: String, category: Category, docs: String, page: PageFeed? = nil,
    api: String? = nil, credentials: [CredentialField], link: Link = .none,
    probe: Operation? = nil, usage: [Operation] = [], meters: [MeterDescription] = [],
    minimumProbeInterval: Duration = .zero, minimumUsageInterval: Duration = .zero,
    failureNote: String? = nil
  ) {
    self.id = id
    self.name = name
    self.category = category
    self.docs = docs
    self.page = page
    self.api = api
    self.credentials = credentials
    self.link = link
    self.probe = probe
    self.usage = usage
    self.meters = meters
    self.minimumProbeInterval = minimumProbeInterval
    self.minimumUsageInterval = minimumUsageInterval
    self.failureNote = failureNote
  }
}

/// One value that an operation needs to be allowed to call.
package struct CredentialField: Sendable, Equatable {
  /// Its name in the configuration: `token`.
  package let key: String
  /// Variables by which it is found without configuration, the first that is set wins.
  package let environment: [String]
  /// False for what may be shown: a user name, a region.
  package let secret: Bool

  package init(_ key: String, environment: [String], secret: Bool = true) {
    self.key = key
    self.environment = environment
    self.secret = secret
  }
}
