import FuseboxCore
import NIOCore

/// The connections of one listener, each served by a task from the moment it is set up.
///
/// A connection that waits for its next request keeps nobody out: above the cap the one that has
/// waited longest is closed. Who is being answered, or follows a stream, stays.
///
/// swift-nio's own way, a stream of connections that a task takes one by one, traps when the
/// listener stops while a connection waits in the stream: nobody may drop one unserved.
final class Connections: Sendable {
  fileprivate struct State {
    var tasks: [Int: Task<Void, Never>] = [:]
    var channels: [ObjectIdentifier: any Channel] = [:]
    var places: Places<ObjectIdentifier>
    var serial = 0
    var isStopped = false
  }

  private let state: Guarded<State>

  /// - Parameter cap: how many there may be before idle ones are closed.
  init(cap: Int) { state = Guarded(State(places: Places(cap: cap))) }

  /// Serves a connection; after `stop` in a task that is cancelled already.
  func serve(_ channel: any Channel, _ work: @escaping @Sendable () async -> Void) {
    let id = ObjectIdentifier(channel)
    let given = state.withLock { state in
      state.serial += 1
      let number = state.serial
      let task = Task(executorPreference: EventLoopExecutor(channel.eventLoop)) {
        await work()
        self.state.withLock { $0.tasks[number] = nil }
      }
      if state.isStopped { task.cancel() }
      state.tasks[number] = task
      state.channels[id] = channel
      return state.giveUp(state.places.enter(id))
    }
    channel.closeFuture.whenComplete { _ in
      self.state.withLock { state in
        state.places.leave(id)
        state.channels[id] = nil
      }
    }
    Self.close(given)
  }

  /// A request on this connection is being answered.
  func begin(on channel: any Channel) {
    state.withLock { $0.places.begin(ObjectIdentifier(channel)) }
  }

  /// It was answered.
  func end(on channel: any Channel) {
    let id = ObjectIdentifier(channel)
    Self.close(state.withLock { $0.giveUp($0.places.end(id)) })
  }

  /// The answer on this connection is a stream without an end; false when too many are open.
  func stream(on channel: any Channel) -> Bool {
    state.withLock { $0.places.stream(ObjectIdentifier(channel)) }
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

  /// Closes at once, but after the answer where a request came in at this very moment.
  private static func close(_ channel: (any Channel)?) {
    channel?.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
  }
}

extension Connections.State {
  /// The channel of a connection that gave up its place.
  fileprivate func giveUp(_ id: ObjectIdentifier?) -> (any Channel)? { id.flatMap { channels[$0] } }
}
