/// The automatic machine's state.
package enum BreakerState: String, Sendable, CaseIterable {
  case closed
  case open
  case halfOpen = "half_open"
}

/// What the breaker judges by right now.
package struct JudgedWindow: Sendable, Equatable {
  /// `traffic`: applications' calls of the last 10 s, when there are enough. `low_traffic`: their
  /// last five outcomes not older than 15 min, from five on. `polls`: our own last five outcomes
  /// not older than 15 min, from three on.
  package enum Kind: String, Sendable {
    case traffic, polls
    case lowTraffic = "low_traffic"
  }

  package var kind: Kind
  /// Calls judged: successes, failures and answers that refused us.
  package var calls: Int64
  /// Those that count against the breaker.
  package var failures: Int64
  /// Those without a useful answer (failures, and refusals such as a rejected key).
  package var useless: Int64
  /// From how many calls on the window is judged.
  package var minimum: Int64

  package init(kind: Kind, calls: Int64, failures: Int64, useless: Int64, minimum: Int64) {
    self.kind = kind
    self.calls = calls
    self.failures = failures
    self.useless = useless
    self.minimum = minimum
  }

  /// Per cent of the judged calls that failed; nil below the minimum.
  package var failurePercent: Double? {
    guard calls >= minimum, calls > 0 else { return nil }
    return Double(failures) * 100 / Double(calls)
  }
}

/// A breaker as it was at one moment: published on every transition, and once a second while its
/// counts change. The board folds these; it never runs a breaker itself.
package struct BreakerStatus: Sendable, Equatable {
  package var provider: ProviderID
  package var at: WallTime
  package var state: BreakerState
  /// Start of this state.
  package var since: WallTime
  /// When an open breaker lets its next probe through; nil while closed.
  package var probeAt: WallTime?
  /// Throttled: no calls before this, the machine stays as it is.
  package var pausedUntil: WallTime?
  package var window: JudgedWindow
  /// Per cent of failures that opens it.
  package var threshold: Double
  /// Openings in a row without a close between: decides the wait.
  package var attempt: Int
  /// The wait that this opening was given, milliseconds; zero while closed.
  package var waitMilliseconds: Int64
  /// Probes out while half-open, and successes so far of those needed.
  package var probesOut: Int
  package var probeSuccesses: Int
  package var probesNeeded: Int
  /// Calls turned away since start.
  package var refused: Int64
  /// Results that came after their state had ended: metered, not judged.
  package var late: Int64
  /// What a person decided over the machine's head, as the breaker has it.
  package var forced: Override.Kind?
  /// Set when this status is a transition: the state it came from.
  package var from: BreakerState?
  /// Why, for a transition.
  package var why: TransitionReason?

  package init(
    provider: ProviderID, at: WallTime, state: BreakerState, since: WallTime,
    probeAt: WallTime? = nil, pausedUntil: WallTime? = nil, window: JudgedWindow,
    threshold: Double, attempt: Int = 0, waitMilliseconds: Int64 = 0, probesOut: Int = 0,
    probeSuccesses: Int = 0, probesNeeded: Int = 1, refused: Int64 = 0, late: Int64 = 0,
    forced: Override.Kind? = nil, from: BreakerState? = nil, why: TransitionReason? = nil
  ) {
    self.provider = provider
    self.at = at
    self.state = state
    self.since = since
    self.probeAt = probeAt
    self.pausedUntil = pausedUntil
    self.window = window
    self.threshold = threshold
    self.attempt = attempt
    self.waitMilliseconds = waitMilliseconds
    self.probesOut = probesOut
    self.probeSuccesses = probeSuccesses
    self.probesNeeded = probesNeeded
    self.refused = refused
    self.late = late
    self.forced = forced
    self.from = from
    self.why = why
  }

  /// What is in force.
  package var effective: EffectiveState { EffectiveState(state, forced) }
}
