/// Time as the agent's loops see it. Only the agent sleeps, and only through this.
package protocol Sleeper: Sendable {
  /// This moment on both clocks.
  var now: Instant { get }
  /// Suspends until the monotonic clock shows `deadline`; throws only when cancelled.
  func sleep(until deadline: MonotonicTime) async throws
}

extension Sleeper {
  /// Calls `body` once a second until the task is cancelled; it must not wait for anything. After
  /// a suspend there is nothing to catch up with: one call, then on time again.
  package func everySecond(_ body: @escaping @Sendable (Instant) -> Void) async {
    var next = now.monotonic + .seconds(1)
    while (try? await sleep(until: next)) != nil {
      let now = now
      body(now)
      next = (now.monotonic - next > .seconds(2) ? now.monotonic : next) + .seconds(1)
    }
  }
}
