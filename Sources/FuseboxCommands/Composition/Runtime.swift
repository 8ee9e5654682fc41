import Foundation
import FuseboxAgent
import FuseboxCore
import FuseboxNet
import FuseboxStore
import FuseboxSystem

/// An agent at work in this process: it polls, keeps its journal and answers its socket until it
/// is stopped.
final class Runtime: Sendable {
  let agent: Agent
  private let tasks: [Task<Void, Never>]
  /// nil where there is no directory to lock.
  private let lock: InstanceLock?
  /// nil when nobody is to attach.
  private let socket: ControlSocket?

  /// Takes the directory's lock and starts. Fails when another agent has the directory.
  /// - Parameter serves: answers on the control socket, so that others may attach; fails with
  ///   `StateDirectory.TooLong` where there can be none.
  /// - Parameter needsState: fails with `StateDirectory.Unusable` where nothing can be stored; else
  ///   that is said on standard error, and the agent does without.
  static func start(
    _ setup: Setup, _ sleeper: SystemSleeper, serves: Bool = true, needsState: Bool = true
  ) async throws -> Runtime {
    guard !serves || setup.socketPath != nil else {
      throw StateDirectory.TooLong(path: setup.directory.path)
    }
    let lock = try takeLock(setup, sleeper, needsState: needsState)
    let socket: ControlSocket? =
      if serves, let path = setup.socketPath, let lock {
        ControlSocket(path: path, lock: lock, takeLock: { try setup.lock(sleeper) })
      } else { nil }
    let outbound = CurlTransport.Configuration(
      caFile: setup.caFile, userAgent: "fusebox/\(Version.current)")
    let journal = setup.journal(sleeper)
    let ports = AgentPorts(
      transport: CurlTransport(configuration: outbound, on: sleeper.thread),
      keyValue: RedisLink(caFile: setup.caFile, on: sleeper.thread), journal: journal,
      sleeper: sleeper,
      upkeep: {
        journal.look()
        socket?.look()
      })
    let agent = await Agent(settings: setup.settings, ports: ports, boot: Setup.newBoot())
    var tasks = [Task { await agent.run() }]
    if let socket { tasks.append(Task { await socket.run(agent) }) }
    return Runtime(agent, lock, tasks, socket)
  }

  private static func takeLock(
    _ setup: Setup, _ sleeper: SystemSleeper, needsState: Bool
  ) throws -> InstanceLock? {
    do {
      return try setup.lock(sleeper)
    } catch let unusable as StateDirectory.Unusable where !needsState {
      Output.complain(TerminalSafe(unusable.sentence, cap: 400).text)
      return nil
    }
  }

  private init(
    _ agent: Agent, _ lock: InstanceLock?, _ tasks: [Task<Void, Never>], _ socket: ControlSocket?
  ) {
    self.agent = agent
    self.lock = lock
    self.tasks = tasks
    self.socket = socket
  }

  /// Why there is no control socket, known as soon as it was tried to bind it; nil when there is.
  func socketTrouble() async -> String? { await socket?.firstTrouble() }

  /// Stops polling, stores what is to be stored, closes the socket.
  func stop() async {
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }
}
