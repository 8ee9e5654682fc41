import Dispatch
import Foundation
import FuseboxCore

/// The thread of one database file: it runs jobs in the order they were given, and later ones at
/// their time. It begins with the first job and ends with the last reference to this, when every
/// job has run. Not a queue of Dispatch: where Dispatch has had a thread once, it looks after its
/// threads every second from then on.
final class FileThread: Sendable {
  typealias Job = @Sendable () -> Void

  private let name: String
  private let work = Work()

  /// - Parameter name: what debuggers show; systems keep fifteen bytes of it.
  init(_ name: String) { self.name = name }

  deinit { work.end() }

  /// Never waits.
  func run(_ job: @escaping Job) { begin(work.add(job)) }

  /// Runs `job` once `delay` is over and what is before it has run.
  func run(after delay: Duration, _ job: @escaping Job) { begin(work.add(job, after: delay)) }

  /// Counts the patience of those who wait for a thread that is held up.
  private static let watch = FileThread("file-watch")

  /// Runs `job` and returns at its end, or once `patience` is over: then it goes on by itself.
  func run(within patience: Duration, _ job: @escaping Job) async {
    await withCheckedContinuation { continuation in
      let waiter = Waiter(continuation)
      run {
        job()
        waiter.goOn()
      }
      Self.watch.run(after: patience) { waiter.goOn() }
    }
  }

  private func begin(_ isFirst: Bool) {
    guard isFirst else { return }
    let thread = Thread { [work] in
      while let job = work.next() { job() }
    }
    thread.name = name
    thread.start()
  }
}

/// What the thread has to do; it lives on until the thread has ended.
private final class Work: Sendable {
  private struct State {
    var jobs: [FileThread.Job] = []
    var timers = Timers()
    var hasBegun = false
    var isOver = false

    /// True for the first job ever.
    mutating func begin() -> Bool {
      defer { hasBegun = true }
      return !hasBegun
    }
  }

  private let state = Guarded(State())
  private let bell = DispatchSemaphore(value: 0)
  private let origin = ContinuousClock.now

  private var now: MonotonicTime { .zero + (ContinuousClock.now - origin) }

  /// True for the first job: a thread is to be made.
  func add(_ job: @escaping FileThread.Job) -> Bool {
    defer { bell.signal() }
    return state.withLock { state in
      state.jobs.append(job)
      return state.begin()
    }
  }

  func add(_ job: @escaping FileThread.Job, after delay: Duration) -> Bool {
    let deadline = now + delay
    let (isFirst, isSooner) = state.withLock { state in
      let isSooner = state.timers.next.map { deadline < $0 } ?? true
      _ = state.timers.add(at: deadline, job)
      return (state.begin(), isSooner)
    }
    if isSooner { bell.signal() }
    return isFirst
  }

  func end() {
    state.withLock { $0.isOver = true }
    bell.signal()
  }

  /// The next job, once there is one; nil when there will be none.
  func next() -> FileThread.Job? {
    while true {
      let now = now
      let (job, wait, isOver) = state.withLock { state -> (FileThread.Job?, Duration?, Bool) in
        state.jobs += state.timers.takeDue(at: now)
        let job = state.jobs.isEmpty ? nil : state.jobs.removeFirst()
        return (job, state.timers.next.map { $0 - now }, state.isOver)
      }
      if let job { return job }
      if isOver { return nil }
      _ = bell.wait(timeout: wait.map { .now() + $0.inSeconds } ?? .distantFuture)
    }
  }
}

/// One task that goes on at the first of several ends.
private final class Waiter: Sendable {
  private let continuation: Guarded<CheckedContinuation<Void, Never>?>

  init(_ continuation: CheckedContinuation<Void, Never>) {
    self.continuation = Guarded(continuation)
  }

  func goOn() {
    let first = continuation.withLock { continuation -> CheckedContinuation<Void, Never>? in
      defer { continuation = nil }
      return continuation
    }
    first?.resume()
  }
}
