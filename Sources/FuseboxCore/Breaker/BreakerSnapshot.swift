/// What a breaker looks like at one moment; reading it never moves the machine.
package struct BreakerSnapshot: Sendable, Equatable {
  /// The machine; what is in force is `effective`.
  package var state: BreakerState
  /// Start of the machine's state.
  package var since: MonotonicTime
  package var forced: ForcedState
  package var effective: EffectiveState
  /// When the next call becomes the probe; nil unless open and held by nobody.
  package var probeAt: MonotonicTime?
  /// Open, and the next call becomes the probe.
  package var isProbeDue: Bool
  /// Throttled until then; nil once that is over, and while a person decides.
  package var pausedUntil: MonotonicTime?
  /// While paused: from when on calls of our own pass again, at most 15 min after the provider
  /// asked; nothing is learnt of it before.
  package var observedFrom: MonotonicTime?
  /// The counts judged now; while not closed and not held closed, those it opened on.
  package var window: JudgedWindow
  /// Openings in a row without a close between.
  package var attempt: Int
  /// The wait that the last opening was given; zero while closed.
  package var wait: Duration
  package var probesOut: Int
  package var probeSuccesses: Int
  package var probesNeeded: Int
  /// Calls turned away, and results that came too late to be judged, since start.
  package var refused: Int64
  package var late: Int64
  package var generation: UInt64
  /// Held closed, and the machine would be open by itself.
  package var wouldOpen: Bool
  /// How often that began since start.
  package var wouldOpenEpisodes: Int64
}

extension BreakerSnapshot {
  /// When a call of our own may pass that may not pass now: the deadline of an open breaker, the
  /// end of a pause for our probes, whichever is later; nil when one may pass now.
  package var nextOwnCall: MonotonicTime? {
    [state == .open ? probeAt : nil, observedFrom].compactMap(\.self).max()
  }
}
