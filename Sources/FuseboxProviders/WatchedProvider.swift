import FuseboxCore

/// One provider as an agent watches it: what is known of it, and what the configuration says.
package struct WatchedProvider: Sendable {
  package var provider: Provider
  package var facts: ProviderFacts
  /// By credential field: `token`, `api_key`.
  package var credentials: [String: Secret]
  /// Base address of API calls, without a trailing slash.
  package var apiBase: String
  /// Address of the page when it is not the provider's own (a mock, staging).
  package var pageAddress: String?
  package var limits: [String: LimitSetting]
  package var policy: BreakerPolicy
  /// For a provider that is a Redis.
  package var redis: RedisTarget?
  package var limiters: [LimiterSetting]

  package init(
    provider: Provider, facts: ProviderFacts, credentials: [String: Secret] = [:],
    apiBase: String = "", pageAddress: String? = nil, limits: [String: LimitSetting] = [:],
    policy: BreakerPolicy = .standard, redis: RedisTarget? = nil,
    limiters: [LimiterSetting] = []
  ) {
    self.provider = provider
    self.facts = facts
    self.credentials = credentials
    self.apiBase = apiBase
    self.pageAddress = pageAddress
    self.limits = limits
    self.policy = policy
    self.redis = redis
    self.limiters = limiters
  }

  package var id: ProviderID { provider.id }

  /// There is an operation to prove it with and a credential to do it.
  package var isProbed: Bool { facts.isProbed }

  /// Words for a row: terminal-safe, at most 60 cells, without a secret in them.
  /// - Parameter minted: tokens that stand in for its credentials.
  package func words(_ text: String, hiding minted: [Secret] = []) -> String {
    TerminalSafe(text, hiding: Array(credentials.values) + minted, cap: 60).text
  }

  /// A note: terminal-safe, without any of this provider's secrets, however they came into it.
  package func redacted(_ text: String, hiding minted: [Secret] = []) -> String {
    TerminalSafe(text, hiding: Array(credentials.values) + minted).text
  }
}
