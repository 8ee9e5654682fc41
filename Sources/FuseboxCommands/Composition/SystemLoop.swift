import FuseboxCore
import FuseboxNet

/// The real clocks, and the network's thread as the loop that sleeps by them: one for the process.
struct SystemLoop: Loop {
  /// Runs the loop; whoever makes calls shares it.
  let thread: CurlThread
  private let wall: @Sendable () -> WallTime

  /// - Parameters:
  ///   - wall: the calendar's time, asked each time: it follows the corrections of the system's
  ///     clock. Waits and windows do not; they run on the monotonic clock.
  init(
    thread: CurlThread = CurlThread(), wall: @escaping @Sendable () -> WallTime = { Setup.wallNow }
  ) {
    self.thread = thread
    self.wall = wall
  }

  var now: Instant { Instant(monotonic: thread.now, wall: wall()) }

  var executor: any SerialExecutor & TaskExecutor { thread }

  func at(_ deadline: MonotonicTime, _ body: @escaping @Sendable () -> Void) -> LoopTimer? {
    thread.at(deadline, body)
  }
}
