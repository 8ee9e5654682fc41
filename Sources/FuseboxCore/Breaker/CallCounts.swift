/// Finished calls by what a breaker asks of them.
struct CallCounts: Sendable, Equatable {
  var calls: Int64 = 0
  var failures: Int64 = 0
  /// Without a useful answer, failures included.
  var useless: Int64 = 0
  var slow: Int64 = 0

  init() {}

  /// One call.
  init(_ outcome: Outcome, isSlow: Bool) {
    calls = 1
    failures = outcome.isFailure ? 1 : 0
    useless = outcome.isUseless ? 1 : 0
    slow = isSlow ? 1 : 0
  }

  static func += (left: inout Self, right: Self) {
    left.calls += right.calls
    left.failures += right.failures
    left.useless += right.useless
    left.slow += right.slow
  }

  static func -= (left: inout Self, right: Self) {
    left.calls -= right.calls
    left.failures -= right.failures
    left.useless -= right.useless
    left.slow -= right.slow
  }
}
