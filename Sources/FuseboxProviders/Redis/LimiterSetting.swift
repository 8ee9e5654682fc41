/// A rate limiter whose counters a Redis holds. Redis stores neither limit nor window, so the
/// configuration tells them: `limiters: [{prefix: "rl:", window: 15m, max: 100}]`.
package struct LimiterSetting: Sendable, Equatable {
  package var prefix: String
  package var windowSeconds: Int64
  /// Hits that a client may make in one window.
  package var max: Int64

  package init(prefix: String, windowSeconds: Int64, max: Int64) {
    self.prefix = prefix
    self.windowSeconds = windowSeconds
    self.max = max
  }
}
