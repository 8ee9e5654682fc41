import Dispatch
import FuseboxCore

/// A loop whose clock stands until a test moves it. Turns run one after another on a queue of its
/// own; timers that are due run before `advance` returns.
package final class ManualLoop: Loop {
  private struct State: ~Copyable {
    var now: MonotonicTime
    /// The calendar's time at the origin of the clock.
    var anchor: WallTime
    var timers = Timers()
    var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state: Guarded<State>
  private let queue = QueueExecutor()

  package init(wall: WallTime = Scene.start) {
    state = Guarded(State(now: .zero, anchor: wall))
  }

  package var now: Instant {
    state.withLock { Instant(monotonic: $0.now, wall: $0.anchor + ($0.now - .zero)) }
  }

  package var executor: any SerialExecutor & TaskExecutor { queue }

  package func at(
    _ deadline: MonotonicTime, _ body: @escaping @Sendable () -> Void
  ) -> LoopTimer? {
    let (id, watchers) = state.withLock {
      state -> (Timers.ID?, [CheckedContinuation<Void, Never>]) in
      guard deadline > state.now else { return (nil, []) }
      let id = state.timers.add(at: deadline, body)
      return (id, Self.due(&state))
    }
    for watcher in watchers { watcher.resume() }
    guard let id else {
      queue.run(body)
      return LoopTimer {}
    }
    return LoopTimer { [self] in state.withLock { $0.timers.remove(id) } }
  }

  private static func due(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
    let count = state.timers.count
    let due = state.watchers.filter { $0.count <= count }.map(\.continuation)
    state.watchers.removeAll { $0.count <= count }
    return due
  }

  /// Returns once at least `count` timers wait, tasks that sleep among them.
  package func timers(atLeast count: Int) async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state -> Bool in
        guard state.timers.count < count else { return true }
        state.watchers.append((count, continuation))
        return false
      }
      if isThere { continuation.resume() }
    }
  }

  /// Sets the calendar's clock forward or back, as a person or NTP would.
  package func correctWall(by duration: Duration) {
    state.withLock { $0.anchor = $0.anchor + duration }
  }

  /// Moves the clock and wakes whoever's time has come, earliest first.
  package func advance(by duration: Duration) {
    let due = state.withLock { state -> [@Sendable () -> Void] in
      state.now = state.now + duration
      return state.timers.takeDue(at: state.now)
    }
    queue.runAndWait { for body in due { body() } }
  }
}

/// Turns on a serial queue.
private final class QueueExecutor: SerialExecutor, TaskExecutor {
  private static let key = DispatchSpecificKey<ObjectIdentifier>()
  private let queue = DispatchQueue(label: "manual-loop")

  init() { queue.setSpecific(key: Self.key, value: ObjectIdentifier(self)) }

  func run(_ body: @escaping @Sendable () -> Void) { queue.async(execute: body) }

  func runAndWait(_ body: () -> Void) { queue.sync(execute: body) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let (serial, task) = unsafe (asUnownedSerialExecutor(), asUnownedTaskExecutor())
    queue.async { unsafe job.runSynchronously(isolatedTo: serial, taskExecutor: task) }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    unsafe UnownedSerialExecutor(ordinary: self)
  }

  func asUnownedTaskExecutor() -> UnownedTaskExecutor {
    unsafe UnownedTaskExecutor(ordinary: self)
  }

  func isIsolatingCurrentContext() -> Bool? {
    DispatchQueue.getSpecific(key: Self.key) == ObjectIdentifier(self)
  }
}
