import FuseboxCore

extension TransitionReason {
  /// "24 of 40 calls failed (503) ≥ 50 %", "wait of 58 s over".
  package var words: String {
    switch self {
    case .told(let words): words
    case .because(let cause, let lastError, let wait):
      Self.words(cause, lastError.isEmpty ? "" : " (\(lastError))", .milliseconds(wait))
    }
  }

  private static func words(_ cause: Transition.Cause, _ error: String, _ wait: Duration) -> String
  {
    switch cause {
    case .failureRate(let failed, let calls, let threshold, let exclusive):
      let limit = Int64(exactly: threshold).map(String.init) ?? String(threshold)
      return "\(failed) of \(calls) calls failed\(error) \(exclusive ? ">" : "≥") \(limit) %"
    case .slowRate(let slow, let calls): return "\(slow) of \(calls) calls too slow"
    case .failuresInARow(let count): return "\(count) failures in a row\(error)"
    case .waitOver: return "wait of \(Span.words(wait)) over"
    case .probesAnswered(let count):
      return count == 1 ? "one probe answered" : "\(count) probes answered"
    case .probeFailed: return "probe failed\(error)"
    case .probeLost: return "probe lost: no result in time"
    case .halfOpenTooLong: return "half-open too long without a verdict"
    case .tripped: return "tripped"
    case .tripEnded: return "trip is over: a probe decides"
    case .held: return "held closed"
    case .holdEnded: return "hold is over"
    case .reset: return "reset"
    case .probeAsked: return "a person asked for a probe"
    case .released: return "taken back"
    }
  }
}
