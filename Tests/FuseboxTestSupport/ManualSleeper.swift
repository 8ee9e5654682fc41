import FuseboxCore

/// A clock that stands until a test moves it. Sleepers wake when it passes their deadline.
package final class ManualSleeper: Sleeper {
  private struct Waiter {
    var deadline: MonotonicTime
    var continuation: CheckedContinuation<Bool, Never>
  }

  private struct State: ~Copyable {
    var now: MonotonicTime
    var nextID = 0
    var waiters: [Int: Waiter] = [:]
    var cancelled: Set<Int> = []
    var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let anchor: WallTime
  private let state: Guarded<State>

  package init(wall: WallTime = Scene.start) {
    anchor = wall
    state = Guarded(State(now: .zero))
  }

  package var now: Instant {
    let monotonic = state.withLock { $0.now }
    return Instant(monotonic: monotonic, wall: anchor + (monotonic - .zero))
  }

  package func sleep(until deadline: MonotonicTime) async throws {
    let id = state.withLock { state -> Int in
      state.nextID += 1
      return state.nextID
    }
    let finished = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let (ready, watchers) = state.withLock {
          state -> (Bool?, [CheckedContinuation<Void, Never>]) in
          if state.cancelled.remove(id) != nil { return (false, []) }
          guard deadline > state.now else { return (true, []) }
          state.waiters[id] = Waiter(deadline: deadline, continuation: continuation)
          return (nil, Self.due(&state))
        }
        if let ready { continuation.resume(returning: ready) }
        for watcher in watchers { watcher.resume() }
      }
    } onCancel: {
      let waiter = state.withLock { state -> Waiter? in
        guard let waiter = state.waiters.removeValue(forKey: id) else {
          state.cancelled.insert(id)
          return nil
        }
        return waiter
      }
      waiter?.continuation.resume(returning: false)
    }
    guard finished else { throw CancellationError() }
  }

  private static func due(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
    let count = state.waiters.count
    let due = state.watchers.filter { $0.count <= count }.map(\.continuation)
    state.watchers.removeAll { $0.count <= count }
    return due
  }

  /// Returns once at least `count` sleepers wait.
  package func sleepers(atLeast count: Int) async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state -> Bool in
        guard state.waiters.count < count else { return true }
        state.watchers.append((count, continuation))
        return false
      }
      if isThere { continuation.resume() }
    }
  }

  /// Moves the clock and wakes whoever's time has come, earliest first.
  package func advance(by duration: Duration) {
    let woken = state.withLock { state -> [Waiter] in
      state.now = state.now + duration
      let now = state.now
      let due = state.waiters.filter { $0.value.deadline <= now }
      for id in due.keys { state.waiters[id] = nil }
      return due.values.sorted { $0.deadline < $1.deadline }
    }
    for waiter in woken { waiter.continuation.resume(returning: true) }
  }
}
