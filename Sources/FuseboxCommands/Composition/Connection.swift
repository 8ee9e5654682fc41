import FuseboxAgent
import FuseboxCore

/// The agent that a command talks to: the one that runs on this state directory, else one of the
/// command's own.
enum Connection: Sendable {
  case attached(RemoteClient)
  case own(Runtime)

  /// How long a lock is waited for whose holder does not answer: an agent that starts needs a
  /// moment, a command that prints one board some seconds.
  private static let patience = Duration.seconds(6)
  private static let pause = Duration.milliseconds(100)

  /// Attaches, or starts an agent. Fails with `InstanceLock.Taken` when somebody has the directory
  /// and does not answer.
  /// - Parameter serves: others may attach to an agent of the command's own.
  static func make(
    _ setup: Setup, _ sleeper: SystemSleeper, serves: Bool = true
  ) async throws -> Connection {
    let deadline = sleeper.now.monotonic + patience
    while true {
      if let client = await setup.runningAgent(sleeper) { return .attached(client) }
      do {
        return .own(try await Runtime.start(setup, sleeper, serves: serves))
      } catch let taken as InstanceLock.Taken {
        guard sleeper.now.monotonic < deadline else { throw taken }
      }
      try await sleeper.sleep(until: sleeper.now.monotonic + pause)
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
