/// A breaker that many callers share: the value behind one lock, with its own chance. Transitions
/// are returned to the caller, who publishes them outside the lock.
package final class BreakerCell: Sendable {
  private struct State: ~Copyable {
    var breaker: Breaker
    var random: SeededGenerator
  }

  private let state: Guarded<State>

  package init(policy: BreakerPolicy, at now: MonotonicTime, seed: UInt64) {
    state = Guarded(
      State(breaker: Breaker(policy: policy, at: now), random: SeededGenerator(seed: seed)))
  }

  /// See `Breaker.admit`.
  package func admit(at now: MonotonicTime) -> (Admission, Transition?) {
    state.withLock { $0.breaker.admit(at: now, using: &$0.random) }
  }

  /// See `Breaker.complete`.
  package func complete(
    _ permit: Permit, _ outcome: Outcome, at now: MonotonicTime, words: String = "",
    pauseUntil: MonotonicTime? = nil, retryAfter: Duration? = nil
  ) -> Transition? {
    state.withLock {
      $0.breaker.complete(
        permit, outcome, at: now, words: words, pauseUntil: pauseUntil, retryAfter: retryAfter,
        using: &$0.random)
    }
  }

  /// See `Breaker.cancel`.
  package func cancel(_ permit: Permit) { state.withLock { $0.breaker.cancel(permit) } }

  /// See `Breaker.tick`.
  package func tick(at now: MonotonicTime) -> Transition? {
    state.withLock { $0.breaker.tick(at: now, using: &$0.random) }
  }

  /// See `Breaker.trip`.
  package func trip(until: MonotonicTime?) { state.withLock { $0.breaker.trip(until: until) } }

  /// See `Breaker.hold`.
  package func hold(until: MonotonicTime) { state.withLock { $0.breaker.hold(until: until) } }

  /// See `Breaker.reset`.
  package func reset(at now: MonotonicTime) -> Transition? {
    state.withLock { $0.breaker.reset(at: now) }
  }

  /// See `Breaker.resetWithProbe`.
  package func resetWithProbe(at now: MonotonicTime) -> Transition? {
    state.withLock { $0.breaker.resetWithProbe(at: now) }
  }

  /// See `Breaker.status`.
  package func status(at now: MonotonicTime) -> BreakerSnapshot {
    state.withLock { $0.breaker.status(at: now) }
  }

  /// See `Breaker.effective`.
  package var effective: String { state.withLock { $0.breaker.effective } }
}
