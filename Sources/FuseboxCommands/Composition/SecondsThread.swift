import Foundation
import FuseboxCore

/// A thread that calls its body once a second and sleeps in between. A second of the task system
/// wakes three threads, and its timers one more each: an idle dashboard is most of all this tick.
final class SecondsThread: Sendable {
  private let end = DispatchSemaphore(value: 0)
  private let whenEnded: Guarded<CheckedContinuation<Void, Never>?> = Guarded(nil)

  /// Runs until `stop`; returns when the body will be called no more.
  func run(_ body: @escaping @Sendable () -> Void) async {
    await withCheckedContinuation { continuation in
      whenEnded.withLock { $0 = continuation }
      let thread = Thread { [self] in
        tick(body)
        whenEnded.withLock { $0.take() }?.resume()
      }
      thread.name = "fusebox-clock"
      thread.start()
    }
  }

  /// May come before `run`.
  func stop() { end.signal() }

  private func tick(_ body: () -> Void) {
    var next = DispatchTime.now() + 1
    while end.wait(timeout: next) == .timedOut {
      body()
      // What was missed is not made up for.
      next = max(next + 1, DispatchTime.now())
    }
  }
}
