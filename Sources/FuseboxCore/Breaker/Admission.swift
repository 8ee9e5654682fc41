/// A breaker's answer to a call that wants to be made.
package enum Admission: Sendable, Equatable {
  case permit(Permit)
  case refused(Refusal)
}

/// Why a call was turned away, and when to ask again.
package struct Refusal: Sendable, Equatable {
  package enum Cause: String, Sendable, CaseIterable {
    case open
    /// Half-open, and as many probes as may be are out.
    case probeOut = "probe_out"
    case forcedOpen = "forced_open"
    /// The provider asked us to slow down.
    case paused
    /// The breaker was stopped for good.
    case stopped
  }

  package var cause: Cause
  /// Never negative; nil when nobody knows: a person holds it without an end, or it is stopped.
  package var retryAfter: Duration?

  package init(cause: Cause, retryAfter: Duration? = nil) {
    self.cause = cause
    self.retryAfter = retryAfter
  }
}
