import FuseboxCore

/// The connections of one listener, each served by a task from the moment it is set up.
///
/// swift-nio's own way, a stream of connections that a task takes one by one, traps when the
/// listener stops while a connection waits in the stream: nobody may drop one unserved.
final class Connections: Sendable {
  private struct State {
    var tasks: [Int: Task<Void, Never>] = [:]
    var serial = 0
    var isStopped = false
  }

  private let state = Guarded(State())

  /// Serves a connection; after `stop` in a task that is cancelled already.
  func serve(_ work: @escaping @Sendable () async -> Void) {
    state.withLock { state in
      state.serial += 1
      let id = state.serial
      let task = Task {
        await work()
        self.state.withLock { $0.tasks[id] = nil }
      }
      if state.isStopped { task.cancel() }
      state.tasks[id] = task
    }
  }

  /// Cancels all and returns when none is left.
  func stop() async {
    let tasks = state.withLock { state in
      state.isStopped = true
      return Array(state.tasks.values)
    }
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }
}
