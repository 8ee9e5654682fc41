/// A breaker that many callers share: the value behind one lock, with its own chance. Transitions
/// go back to the caller whose call caused them, who publishes them outside the lock; their
/// `generation` puts them in order. Each operation is that of `Breaker` with the same name.
package final class BreakerCell: Sendable {
  private struct State: ~Copyable {
    var breaker: Breaker
    var random: SeededGenerator
  }

  private let state: Guarded<State>

  /// - Parameter seed: decides the jitter; the same seed and calls give the same waits.
  package init(policy: BreakerPolicy, at now: MonotonicTime, seed: UInt64) {
    state = Guarded(
      State(breaker: Breaker(policy: policy, at: now), random: SeededGenerator(seed: seed)))
  }

  package func admit(
    at now: MonotonicTime, lease: Duration? = nil, from source: CallSource = .reported
  ) -> (Admission, Transition?) {
    state.withLock { $0.breaker.admit(at: now, lease: lease, from: source, using: &$0.random) }
  }

  package func complete(
    _ permit: Permit, _ outcome: Outcome, at now: MonotonicTime, took: Duration? = nil,
    words: String = "", pauseUntil: MonotonicTime? = nil, retryAfter: Duration? = nil
  ) -> Transition? {
    state.withLock {
      $0.breaker.complete(
        permit, outcome, at: now, took: took, words: words, pauseUntil: pauseUntil,
        retryAfter: retryAfter, using: &$0.random)
    }
  }

  package func cancel(_ permit: Permit) { state.withLock { $0.breaker.cancel(permit) } }

  package func tick(at now: MonotonicTime) -> Transition? {
    state.withLock { $0.breaker.tick(at: now, using: &$0.random) }
  }

  /// Carries out a person's order; what was in force before and is after.
  package func carryOut(
    _ order: BreakerOrder, at now: MonotonicTime
  ) -> (before: EffectiveState, after: EffectiveState) {
    state.withLock { state in
      let before = state.breaker.effective
      _ = state.breaker.carryOut(order, at: now)
      return (before, state.breaker.effective)
    }
  }

  package func restore(
    _ stored: BreakerState, attempt: Int, wait: Duration, remaining: Duration,
    at now: MonotonicTime
  ) {
    state.withLock {
      $0.breaker.restore(stored, attempt: attempt, wait: wait, remaining: remaining, at: now)
    }
  }

  package func reload(_ policy: BreakerPolicy) { state.withLock { $0.breaker.reload(policy) } }

  package func stop() { state.withLock { $0.breaker.stop() } }

  package func status(at now: MonotonicTime) -> BreakerSnapshot {
    state.withLock { $0.breaker.status(at: now) }
  }
}
