/// A rate limiter whose counters a Redis holds. Redis stores neither limit nor window, so the
/// configuration tells them: `limiters: [{prefix: "rl:", window: 15m, max: 100}]`.
package struct LimiterSetting: Sendable, Equatable {
  /// How a limiter keeps what a client did.
  package enum Kind: String, Sendable, CaseIterable {
    /// A number under the client's key.
    case counter
    /// A number in a field of a hash.
    case hash
    /// One member for each hit, scored by its time: a sliding window.
    case sortedSet = "sorted_set"
  }

  package var prefix: String
  package var windowSeconds: Int64
  /// Hits that a client may make in one window.
  package var max: Int64
  /// nil: a counter, or what is plainly one of the others.
  package var kind: Kind?
  /// Field of a hash that holds the hits; nil: one of the usual names.
  package var field: String?

  package init(
    prefix: String, windowSeconds: Int64, max: Int64, kind: Kind? = nil, field: String? = nil
  ) {
    self.prefix = prefix
    self.windowSeconds = windowSeconds
    self.max = max
    self.kind = kind
    self.field = field
  }
}
