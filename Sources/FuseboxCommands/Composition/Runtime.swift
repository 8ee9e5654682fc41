import Foundation
import FuseboxAgent
import FuseboxCore
import FuseboxListener
import FuseboxNet
import FuseboxSystem

/// An agent at work in this process: it polls, keeps its journal and answers its socket until it
/// is stopped.
final class Runtime: Sendable {
  let agent: Agent
  private let tasks: [Task<Void, Never>]
  private let lock: InstanceLock
  private let socketPath: String?

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
    let outbound = CurlTransport.Configuration(
      caFile: setup.caFile, userAgent: "fusebox/\(Version.current)")
    let ports = AgentPorts(
      transport: CurlTransport(configuration: outbound, on: sleeper.thread),
      keyValue: RedisLink(caFile: setup.caFile, on: sleeper.thread),
      journal: setup.journal(sleeper), sleeper: sleeper)
    let agent = await Agent(settings: setup.settings, ports: ports, boot: Setup.newBoot())
    var tasks = [Task { await agent.run() }]
    if serves, let socketPath = setup.socketPath {
      tasks.append(Task { await serve(agent, on: socketPath) })
    }
    return Runtime(agent, lock, tasks, socketPath: serves ? setup.socketPath : nil)
  }

  private init(
    _ agent: Agent, _ lock: InstanceLock, _ tasks: [Task<Void, Never>], socketPath: String?
  ) {
    self.agent = agent
    self.lock = lock
    self.tasks = tasks
    self.socketPath = socketPath
  }

  private static func serve(_ agent: Agent, on socketPath: String) async {
    let routes = ControlRoutes(agent: agent, uid: getuid())
    // Only the lock's holder gets here, so a socket that is there is left over from a crash.
    removeSocket(at: socketPath)
    let limits = ListenLimits(
      connections: 128, requestTimeout: .seconds(30), bodyCap: { _ in ControlRoutes.bodyCap })
    do throws(ListenFailure) {
      try await HTTPListener().serve(
        .unix(path: socketPath), limits: limits, bound: { _ in },
        answer: { await routes.answer($0) })
    } catch {
      report(error.sentence, to: agent)
    }
  }

  /// Without a socket nobody can attach; the agent itself goes on, and its board says so.
  private static func report(_ trouble: String, to agent: Agent) {
    let health = StoreHealth(file: "agent.sock", condition: .failed, message: trouble)
    agent.hub.publish(.store(health), at: agent.now.wall)
  }

  /// Stops polling, stores what is to be stored, closes the socket.
  func stop() async {
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
    if let socketPath { Self.removeSocket(at: socketPath) }
  }

  /// Whatever else has the socket's name is somebody's, and stays.
  private static func removeSocket(at path: String) {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard attributes?[.type] as? FileAttributeType == .typeSocket else { return }
    try? FileManager.default.removeItem(atPath: path)
  }
}
