import Foundation
import FuseboxAgent
import FuseboxCore
import FuseboxSystem

/// What a command works with: the agent that runs on this state directory, else something of the
/// command's own that holds the directory's lock.
enum Connection<Own: Sendable>: Sendable {
  case attached(RemoteClient)
  case own(Own)

  /// How long a lock is waited for whose holder does not answer: an agent that starts needs a
  /// moment, a command that prints one board some seconds.
  private static var patience: Duration { .seconds(6) }
  private static var pause: Duration { .milliseconds(100) }

  /// Attaches, or starts what the command needs itself. Fails with `InstanceLock.Taken` when
  /// somebody has the directory and does not answer.
  /// - Parameter start: takes the directory's lock; fails with `InstanceLock.Taken`.
  static func make(
    _ setup: Setup, _ loop: SystemLoop, start: () async throws -> Own
  ) async throws -> Connection {
    let deadline = loop.now.monotonic + patience
    while true {
      if let client = try await setup.runningAgent(loop) { return .attached(client) }
      do {
        return .own(try await start())
      } catch let taken as InstanceLock.Taken {
        if MuteAgent.isThere(setup) { throw MuteAgent(path: setup.directory.path) }
        guard loop.now.monotonic < deadline else { throw taken }
      }
      try await loop.sleep(until: loop.now.monotonic + pause)
    }
  }
}

/// The agent of the directory has no socket, and will not get one.
struct MuteAgent: Error, Sentence, Equatable {
  var path: String

  var sentence: String {
    """
    An agent has the state directory \(path), but no socket there, for nothing can be written: \
    nobody can ask it, and nothing was changed. Its own screen, if it has one, still works.
    """
  }

  /// Whether waiting for a socket is of no use.
  static func isThere(_ setup: Setup) -> Bool {
    guard let socket = setup.socketPath else { return false }
    return !FileManager.default.fileExists(atPath: socket)
      && !FileManager.default.isWritableFile(atPath: setup.directory.path)
  }
}

extension Connection where Own == Runtime {
  /// The running agent, else one of our own.
  /// - Parameters:
  ///   - serves: others may attach to an agent of the command's own.
  ///   - begins: false: an agent of the command's own waits for its `begin`.
  ///   - needsState: fails where nothing can be stored.
  static func make(
    _ setup: Setup, _ loop: SystemLoop, serves: Bool = true, begins: Bool = true,
    needsState: Bool = true
  ) async throws -> Connection {
    try await make(setup, loop) {
      try await Runtime.start(
        setup, loop, serves: serves, begins: begins, needsState: needsState)
    }
  }

  var client: any AgentClient {
    switch self {
    case .attached(let client): client
    case .own(let runtime): LocalClient(runtime.agent)
    }
  }

  /// Stops an agent of our own; another's goes on.
  func close() async {
    if case .own(let runtime) = self { await runtime.stop() }
  }
}
