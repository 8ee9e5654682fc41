/// Leave to make one call. It completes exactly once: `complete` or `cancel`.
package struct Permit: Sendable, Hashable {
  /// The machine's generation it was given in; results of an older one are late.
  let generation: UInt64
  /// Set for the probe of a half-open breaker.
  let probe: UInt64?

  /// The call decides whether a half-open breaker closes.
  package var isProbe: Bool { probe != nil }
}

/// Why a call was turned away, and when to ask again.
package struct Refusal: Sendable, Equatable {
  package enum Cause: String, Sendable, CaseIterable {
    case open
    /// Half-open, and its one probe is out.
    case probeOut = "probe_out"
    case forcedOpen = "forced_open"
    /// The provider asked us to slow down.
    case paused
  }

  package var cause: Cause
  /// Never negative; nil when a person holds it without an end.
  package var retryAfter: Duration?
}

/// A breaker's answer to a call that wants to be made.
package enum Admission: Sendable, Equatable {
  case permit(Permit)
  case refused(Refusal)
}

/// The machine moved. Counts and words are those it moved on.
package struct Transition: Sendable, Equatable {
  package var from: BreakerState
  package var to: BreakerState
  /// "24 of 40 calls failed (503) ≥ 50 %", "wait of 30 s over", "one probe fine".
  package var words: String
}

/// What a breaker looks like at one moment; reading it never moves the machine.
package struct BreakerSnapshot: Sendable, Equatable {
  package var state: BreakerState
  package var since: MonotonicTime
  package var probeAt: MonotonicTime?
  package var pausedUntil: MonotonicTime?
  package var window: JudgedWindow
  package var attempt: Int
  package var wait: Duration
  package var probesOut: Int
  package var probeSuccesses: Int
  package var probesNeeded: Int
  package var refused: Int64
  package var late: Int64
}
