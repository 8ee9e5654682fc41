import FuseboxCore
import NIOCore

/// The connections of one listener, each served by a task from the moment it is set up.
///
/// A connection that waits for its next request keeps nobody out, nor does one that sends half of it:
/// above the cap the one that has waited longest is closed. Who is being answered, or follows a
/// stream, stays.
///
/// swift-nio's own way, a stream of connections that a task takes one by one, traps when the
/// listener stops while a connection waits in the stream: nobody may drop one unserved.
final class Connections: Sendable {
  fileprivate struct Member: Sendable {
    let channel: any Channel
    let ready: EventLoopFuture<Void>

    /// Closes it, as soon as it may be: see `Readiness`.
    func close() { ready.whenComplete { _ in channel.close(promise: nil) } }
  }

  fileprivate struct State {
    var tasks: [Int: Task<Void, Never>] = [:]
    var members: [ObjectIdentifier: Member] = [:]
    var places: Places<ObjectIdentifier>
    var serial = 0
    var isStopped = false
  }

  private let state: Guarded<State>

  /// - Parameter cap: how many there may be before those that wait are closed.
  init(cap: Int) { state = Guarded(State(places: Places(cap: cap))) }

  /// Serves a connection once it is ready; after `stop` in a task that is cancelled already.
  func serve(
    _ channel: any Channel, ready: EventLoopFuture<Void>,
    _ work: @escaping @Sendable () async -> Void
  ) {
    let id = ObjectIdentifier(channel)
    let given = state.withLock { state in
      state.serial += 1
      let number = state.serial
      let task = Task(executorPreference: EventLoopExecutor(channel.eventLoop)) {
        try? await ready.get()
        await work()
        self.state.withLock { $0.tasks[number] = nil }
      }
      if state.isStopped { task.cancel() }
      state.tasks[number] = task
      state.members[id] = Member(channel: channel, ready: ready)
      return state.giveUp(state.places.enter(id))
    }
    channel.closeFuture.whenComplete { _ in
      self.state.withLock { state in
        state.places.leave(id)
        state.members[id] = nil
      }
    }
    given?.close()
  }

  /// A request has begun to come in on this connection; false when it is gone, or has just been
  /// closed for somebody else.
  func begin(on channel: any Channel) -> Bool {
    state.withLock { $0.places.begin(ObjectIdentifier(channel)) }
  }

  /// It was read and is to be answered; false when there are enough of its kind, or it has just been
  /// closed for somebody else.
  func answer(in share: Share, on channel: any Channel) -> Bool {
    state.withLock { $0.places.answer(ObjectIdentifier(channel), in: share) }
  }

  /// The answer goes out.
  func write(on channel: any Channel) {
    state.withLock { $0.places.write(ObjectIdentifier(channel)) }
  }

  /// The answer is out.
  func end(on channel: any Channel) {
    let id = ObjectIdentifier(channel)
    state.withLock { $0.giveUp($0.places.end(id)) }?.close()
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

extension Connections.State {
  /// The connection that gave up its place.
  fileprivate func giveUp(_ id: ObjectIdentifier?) -> Connections.Member? {
    id.flatMap { members[$0] }
  }
}
