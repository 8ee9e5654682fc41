/// A point on the clock that only goes forward and runs on in suspend (`ContinuousClock`,
/// CLOCK_BOOTTIME): nanoseconds since an arbitrary origin, meaningful within one boot only.
/// Windows, waits, deadlines and leases use it; it is never stored.
package struct MonotonicTime: Sendable, Hashable, Comparable {
  package let nanoseconds: Int64

  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The origin, for tests and first values.
  package static let zero = MonotonicTime(nanoseconds: 0)

  package static func < (left: Self, right: Self) -> Bool { left.nanoseconds < right.nanoseconds }

  /// The last multiple of `step` since the origin that is not later.
  package func floored(to step: Duration) -> Self {
    let length = max(1, step.nanosecondsClamped)
    return MonotonicTime(nanoseconds: nanoseconds / length * length)
  }

  /// Saturates instead of overflowing: a wait of "for ever" is a legal input.
  package static func + (time: Self, duration: Duration) -> Self {
    let (sum, overflow) = time.nanoseconds.addingReportingOverflow(duration.nanosecondsClamped)
    guard overflow else { return MonotonicTime(nanoseconds: sum) }
    return MonotonicTime(nanoseconds: duration < .zero ? .min : .max)
  }

  package static func - (left: Self, right: Self) -> Duration {
    let (difference, overflow) = left.nanoseconds.subtractingReportingOverflow(right.nanoseconds)
    guard overflow else { return .nanoseconds(difference) }
    return .nanoseconds(left < right ? Int64.min : Int64.max)
  }
}

extension Duration {
  /// Whole nanoseconds, clamped to what an `Int64` holds (292 years).
  package var nanosecondsClamped: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow else { return seconds < 0 ? .min : .max }
    let (sum, carry) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
    return carry ? (seconds < 0 ? .min : .max) : sum
  }

  /// Whole milliseconds, rounded towards zero and clamped.
  package var milliseconds: Int64 { nanosecondsClamped / 1_000_000 }

  /// Seconds as a number, for rates and displays.
  package var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }
}
