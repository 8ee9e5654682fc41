/// One thread's turns: what runs on it runs one after another, so what it owns needs no lock. In
/// the program it is the network's thread, whose wait for sockets ends with the next timer too.
package protocol Loop: Sendable {
  /// This moment on both clocks.
  var now: Instant { get }
  /// Runs an actor's turns, and tasks that prefer it, on the loop. After the loop's end they run
  /// elsewhere, still one after another.
  var executor: any SerialExecutor & TaskExecutor { get }
  /// Has the loop call `body` once `deadline` has come, between two turns and in the order of the
  /// deadlines. nil when the loop has ended: nothing will be called.
  func at(_ deadline: MonotonicTime, _ body: @escaping @Sendable () -> Void) -> LoopTimer?
}

/// A call that a loop will make.
package struct LoopTimer: Sendable {
  private let cancelled: @Sendable () -> Void

  /// - Parameter cancelled: forgets the call, if it has not been made.
  package init(cancelled: @escaping @Sendable () -> Void) { self.cancelled = cancelled }

  package func cancel() { cancelled() }
}

extension Loop {
  /// Suspends until the monotonic clock shows `deadline`, by a timer; throws only when cancelled, or
  /// when the loop has ended.
  package func sleep(until deadline: MonotonicTime) async throws {
    let nap = Nap()
    let isOver = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        nap.begin(continuation)
        nap.keep(at(deadline) { nap.end(true) })
      }
    } onCancel: {
      nap.end(false)
    }
    guard isOver else { throw CancellationError() }
  }
}

/// One sleep: it ends once, by its timer or by being cancelled, whichever comes first.
private final class Nap: Sendable {
  private struct State {
    var continuation: CheckedContinuation<Bool, Never>?
    var timer: LoopTimer?
    /// Whether its time came; nil while it lasts.
    var outcome: Bool?
  }

  private let state = Guarded(State())

  /// A cancellation may have come before.
  func begin(_ continuation: CheckedContinuation<Bool, Never>) {
    let outcome = state.withLock { state -> Bool? in
      if state.outcome == nil { state.continuation = continuation }
      return state.outcome
    }
    if let outcome { continuation.resume(returning: outcome) }
  }

  /// - Parameter timer: nil when it will never come.
  func keep(_ timer: LoopTimer?) {
    guard let timer else { return end(false) }
    let isOver = state.withLock { state -> Bool in
      if state.outcome == nil { state.timer = timer }
      return state.outcome != nil
    }
    if isOver { timer.cancel() }
  }

  func end(_ outcome: Bool) {
    let (continuation, timer) = state.withLock {
      state -> (CheckedContinuation<Bool, Never>?, LoopTimer?) in
      guard state.outcome == nil else { return (nil, nil) }
      state.outcome = outcome
      defer { (state.continuation, state.timer) = (nil, nil) }
      return (state.continuation, state.timer)
    }
    timer?.cancel()
    continuation?.resume(returning: outcome)
  }
}
