import FuseboxCore

/// The real clocks. Wall time is read once and then runs on the monotonic clock, so a stepped
/// system clock moves no age, window or wait while this agent lives.
struct SystemSleeper: Sleeper {
  private let origin = ContinuousClock.now
  private let anchor: WallTime

  /// - Parameter wall: the calendar's time at this moment.
  init(wall: WallTime) { anchor = wall }

  var now: Instant {
    let elapsed = ContinuousClock.now - origin
    return Instant(monotonic: .zero + elapsed, wall: anchor + elapsed)
  }

  func sleep(until deadline: MonotonicTime) async throws {
    let end = origin + (deadline - .zero)
    // A tolerance lets the kernel fold wake-ups of several sleepers into one.
    try await Task.sleep(until: end, tolerance: .milliseconds(5), clock: .continuous)
  }

  func everySecond(_ body: @escaping @Sendable (Instant) -> Void) async {
    let seconds = SecondsThread()
    await withTaskCancellationHandler {
      await seconds.run { body(now) }
    } onCancel: {
      seconds.stop()
    }
  }
}
