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
  private let lock: InstanceLock
  /// nil when nobody is to attach.
  private let socket: ControlSocket?

  /// Takes the directory's lock and starts. Fails when another agent has the directory.
  /// - Parameter serves: answers on the control socket, so that others may attach; fails with
  ///   `StateDirectory.TooLong` where there can be none.
  static func start(
    _ setup: Setup, _ sleeper: SystemSleeper, serves: Bool = true
  ) async throws -> Runtime {
    guard !serves || setup.socketPath != nil else {
      throw StateDirectory.TooLong(path: setup.directory.path)
    }
    let lock = try setup.lock(sleeper)
    let socket =
      serves
      ? setup.socketPath.map { path in
        ControlSocket(path: path, lock: lock, takeLock: { try setup.lock(sleeper) })
      } : nil
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

  private init(
    _ agent: Agent, _ lock: InstanceLock, _ tasks: [Task<Void, Never>], _ socket: ControlSocket?
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
