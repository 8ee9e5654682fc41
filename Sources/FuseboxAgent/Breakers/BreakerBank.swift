import FuseboxCore

/// The breakers themselves, one a provider that is called, and so the owner of what is in force.
/// Any thread may ask it: each cell has its own lock, admission waits for nobody else. What a call
/// changed comes back as a transition, for `Breakers.settle`.
package final class BreakerBank: Sendable {
  private let cells: [ProviderID: BreakerCell]

  /// - Parameter policies: of each provider with a breaker, in catalogue order.
  /// - Parameter seed: decides the jitter of every wait.
  init(_ policies: [(id: ProviderID, policy: BreakerPolicy)], seed: UInt64, at now: MonotonicTime) {
    cells = Dictionary(
      policies.enumerated().map { index, entry in
        (entry.id, BreakerCell(policy: entry.policy, at: now, seed: seed &+ UInt64(index)))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Providers with a breaker, by name.
  var ids: [ProviderID] { cells.keys.sorted() }

  /// Whether calls to it pass a breaker.
  package func isGuarding(_ id: ProviderID) -> Bool { cells[id] != nil }

  /// Asks for one call; nil for a provider without a breaker. See `Breaker.admit`.
  func admit(
    _ id: ProviderID, lease: Duration?, from source: CallSource, at now: MonotonicTime
  ) -> (Admission, Transition?)? {
    cells[id]?.admit(at: now, lease: lease, from: source)
  }

  /// Reports a call's end.
  /// - Parameter words: what a failure was, for the evidence: "503".
  func complete(
    _ permit: Permit, of id: ProviderID, _ outcome: Outcome, at now: Instant, words: String,
    retryAfter: Duration?
  ) -> Transition? {
    var pause: MonotonicTime?
    if case .throttled(let until?) = outcome { pause = now.monotonic + (until - now.wall) }
    return cells[id]?.complete(
      permit, outcome, at: now.monotonic, words: words, pauseUntil: pause, retryAfter: retryAfter)
  }

  /// Gives a permit back without a verdict.
  func cancel(_ permit: Permit, of id: ProviderID) { cells[id]?.cancel(permit) }

  /// Ends what time ends.
  func tick(_ id: ProviderID, at now: MonotonicTime) -> Transition? { cells[id]?.tick(at: now) }

  /// Carries out a person's order; what was in force before and is after, nil without a breaker.
  func carryOut(
    _ order: BreakerOrder, on id: ProviderID, at now: MonotonicTime
  ) -> (before: EffectiveState, after: EffectiveState)? {
    cells[id]?.carryOut(order, at: now)
  }

  /// Takes up what was stored: a breaker that was open waits for the rest of its wait.
  func restore(_ stored: BreakerStatus, at now: Instant) {
    cells[stored.provider]?.restore(
      stored.state, attempt: stored.attempt, wait: .milliseconds(stored.waitMilliseconds),
      remaining: stored.probeAt.map { $0 - now.wall } ?? .zero, at: now.monotonic)
  }

  /// The breaker at this moment.
  func status(_ id: ProviderID, at now: MonotonicTime) -> BreakerSnapshot? {
    cells[id]?.status(at: now)
  }

  /// When an open or paused breaker lets our next call through; nil when one may pass now.
  func nextProbe(_ id: ProviderID, at now: MonotonicTime) -> MonotonicTime? {
    status(id, at: now)?.nextOwnCall
  }

  /// When a call of ours is wanted to move the machine on: once an open breaker lets one pass, or
  /// a half-open one that nobody probes; else nil.
  func wantedProbe(_ id: ProviderID, at now: MonotonicTime) -> MonotonicTime? {
    guard let status = status(id, at: now), status.forced == .none, status.state != .closed,
      status.probesOut == 0
    else { return nil }
    return status.nextOwnCall ?? now
  }
}
