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

  @discardableResult
  package func trip(until: MonotonicTime?) -> Transition? {
    state.withLock { $0.breaker.trip(until: until) }
  }

  @discardableResult
  package func hold(until: MonotonicTime) -> Transition? {
    state.withLock { $0.breaker.hold(until: until) }
  }

  @discardableResult
  package func release() -> Transition? { state.withLock { $0.breaker.release() } }

  package func reset(at now: MonotonicTime) -> Transition? {
    state.withLock { $0.breaker.reset(at: now) }
  }

  package func resetWithProbe(at now: MonotonicTime) -> Transition? {
    state.withLock { $0.breaker.resetWithProbe(at: now) }
  }

  package func probeNow(at now: MonotonicTime) throws(NothingToProve) -> Transition? {
    try state.withLock { state throws(NothingToProve) in try state.breaker.probeNow(at: now) }
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

  /// What is in force, as the audit's word: `closed`, `open`, `half_open`, `forced_open`,
  /// `forced_closed`.
  package var effective: String { state.withLock { $0.breaker.effective.rawValue } }
}
