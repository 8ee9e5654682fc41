import FuseboxCore

/// Admission for callers on threads of their own: it waits for nobody but the breaker's own lock.
/// What a call has changed reaches the agent a moment later, and the board by it.
package struct BreakerGate: Sendable {
  private let bank: BreakerBank
  private let tell: @Sendable (ProviderID, Transition, Instant) -> Void

  /// - Parameter tell: called with each transition, on the caller's thread; returns at once.
  init(
    _ bank: BreakerBank, tell: @escaping @Sendable (ProviderID, Transition, Instant) -> Void
  ) {
    self.bank = bank
    self.tell = tell
  }

  /// Asks for one call; nil for a provider without a breaker. See `Breaker.admit`.
  /// - Parameter lease: how long a probe may take; nil: the policy's.
  package func admit(
    _ id: ProviderID, lease: Duration? = nil, from source: CallSource, at now: Instant
  ) -> Admission? {
    guard
      let (admission, transition) = bank.admit(id, lease: lease, from: source, at: now.monotonic)
    else { return nil }
    if let transition { tell(id, transition, now) }
    return admission
  }

  /// Reports a call's end. Counts that it changed are published within a second.
  /// - Parameter words: what a failure was, for the evidence: "503".
  package func complete(
    _ permit: Permit, of id: ProviderID, _ outcome: Outcome, at now: Instant, words: String,
    retryAfter: Duration? = nil
  ) {
    let transition = bank.complete(
      permit, of: id, outcome, at: now, words: words, retryAfter: retryAfter)
    if let transition { tell(id, transition, now) }
  }

  /// Gives a permit back without a verdict.
  package func cancel(_ permit: Permit, of id: ProviderID) { bank.cancel(permit, of: id) }
}
