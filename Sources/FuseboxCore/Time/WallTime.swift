/// A moment of the calendar, UTC: milliseconds since 1970-01-01T00:00:00Z. For display and
/// storage; ages on the board are differences of these, which is sound because the agent
/// stamps them from one anchored clock (see `Instant`).
package struct WallTime: Sendable, Hashable, Comparable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }
  package init(seconds: Int64) {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    milliseconds = overflow ? (seconds < 0 ? .min : .max) : product
  }

  package static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }

  package static func + (time: Self, duration: Duration) -> Self {
    let (sum, overflow) = time.milliseconds.addingReportingOverflow(duration.milliseconds)
    return WallTime(milliseconds: overflow ? (duration < .zero ? .min : .max) : sum)
  }

  package static func - (left: Self, right: Self) -> Duration {
    let (difference, overflow) = left.milliseconds.subtractingReportingOverflow(right.milliseconds)
    return .milliseconds(overflow ? (left < right ? Int64.min : Int64.max) : difference)
  }

  /// The start of the minute, hour or day of UTC that it lies in.
  /// - Parameter step: at least a millisecond.
  func floored(to step: Duration) -> Self {
    let length = max(1, step.milliseconds)
    return WallTime(milliseconds: milliseconds / length * length)
  }
}

/// One moment on both clocks. The agent anchors wall time once at its start and lets it run on
/// the monotonic clock, so a stepped system clock moves no age, window or wait.
package struct Instant: Sendable, Hashable {
  package let monotonic: MonotonicTime
  package let wall: WallTime

  package init(monotonic: MonotonicTime, wall: WallTime) {
    self.monotonic = monotonic
    self.wall = wall
  }

  /// The same step on both clocks.
  package static func + (instant: Self, duration: Duration) -> Self {
    Instant(monotonic: instant.monotonic + duration, wall: instant.wall + duration)
  }

  /// The calendar moment at which the monotonic clock will show `deadline`, rounded up to a
  /// millisecond: what is said to be over is over.
  package func wallTime(of deadline: MonotonicTime) -> WallTime {
    let rest = deadline - monotonic
    let whole = Duration.milliseconds(rest.milliseconds)
    return wall + (whole < rest ? whole + .milliseconds(1) : whole)
  }
}
