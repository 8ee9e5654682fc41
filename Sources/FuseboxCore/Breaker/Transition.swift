/// What is in force changed: the machine moved, or a person's decision began or ended. An object,
/// because it is rare: the calls that cause none carry an empty reference, not an empty record.
package final class Transition: Sendable {
  /// The machine; both are the same when only a person's decision changed.
  package let from: BreakerState
  package let to: BreakerState
  /// What is in force.
  package let before: EffectiveState
  package let after: EffectiveState
  package let cause: Cause
  /// The counts it opened on; nil for every other cause.
  package let evidence: JudgedWindow?
  /// What the last failure since the last close was, in words: "503"; may be empty.
  package let lastError: String
  /// Rises with every change of a breaker: puts transitions in order.
  package let generation: UInt64
  /// The wait that began with this opening, or that is over now; else zero.
  package let wait: Duration

  /// The change from `before` to what `breaker` is now.
  init(
    from: BreakerState, before: EffectiveState, now breaker: borrowing Breaker, cause: Cause,
    evidence: JudgedWindow?, lastError: String, wait: Duration
  ) {
    self.from = from
    to = breaker.state
    self.before = before
    after = breaker.effective
    self.cause = cause
    self.evidence = evidence
    self.lastError = lastError
    generation = breaker.generation
    self.wait = wait
  }

  package enum Cause: Sendable, Equatable {
    case failureRate(failed: Int64, of: Int64, threshold: Double, exclusive: Bool)
    case slowRate(slow: Int64, of: Int64)
    case failuresInARow(Int)
    case waitOver
    case probesAnswered(Int)
    case probeFailed
    /// A probe's lease ended without a result.
    case probeLost
    case halfOpenTooLong
    case tripped, tripEnded
    case held, holdEnded
    case reset, probeAsked
    /// A decision was taken back.
    case released

    /// A word from a bounded set, for storage, metrics and logs.
    package var label: String {
      switch self {
      case .failureRate: "failure_rate"
      case .slowRate: "slow_rate"
      case .failuresInARow: "failures_in_a_row"
      case .waitOver: "wait_over"
      case .probesAnswered: "probes_answered"
      case .probeFailed: "probe_failed"
      case .probeLost: "probe_lost"
      case .halfOpenTooLong: "half_open_too_long"
      case .tripped: "tripped"
      case .tripEnded: "trip_ended"
      case .held: "held"
      case .holdEnded: "hold_ended"
      case .reset: "reset"
      case .probeAsked: "probe_asked"
      case .released: "released"
      }
    }
  }

  /// Why, with its figures.
  package var reason: TransitionReason {
    .because(cause, lastError: lastError, waitMilliseconds: wait.milliseconds)
  }
}

/// Why a breaker moved, as it is published and stored.
package enum TransitionReason: Sendable, Equatable {
  /// - Parameters:
  ///   - lastError: what the last failure was, in words: "503"; may be empty.
  ///   - waitMilliseconds: the wait that began, or that is over.
  case because(Transition.Cause, lastError: String, waitMilliseconds: Int64)
  /// A reason that 0.1 stored, in its words.
  case told(String)
}
