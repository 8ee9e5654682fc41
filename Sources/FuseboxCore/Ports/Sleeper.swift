/// Time as the agent's loops see it. Only the agent sleeps, and only through this.
package protocol Sleeper: Sendable {
  /// This moment on both clocks.
  var now: Instant { get }
  /// Suspends until the monotonic clock shows `deadline`; throws only when cancelled.
  func sleep(until deadline: MonotonicTime) async throws
}
