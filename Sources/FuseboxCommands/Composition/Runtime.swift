import Foundation
import FuseboxAgent
import FuseboxCore
import FuseboxListener
import FuseboxNet

/// An agent at work in this process: it polls, keeps its journal and answers its socket until it
/// is stopped.
final class Runtime: Sendable {
  let agent: Agent
  private let tasks: [Task<Void, Never>]
  private let lock: InstanceLock
  private let socketPath: String

  /// Takes the directory's lock and starts. Fails when another agent has the directory.
  static func start(_ setup: Setup, _ sleeper: SystemSleeper) async throws -> Runtime {
    let tty = setup.actor.tty
    let lock = try InstanceLock.take(
      in: setup.directory, pid: setup.settings.pid, tty: tty, now: sleeper.now.wall
    ).get()
    let thread = CurlThread()
    let ports = AgentPorts(
      transport: CurlTransport(on: thread), keyValue: RedisLink(on: thread),
      journal: setup.journal(sleeper), sleeper: sleeper)
    let boot = String(UInt64.random(in: .min ... .max), radix: 36)
    let agent = await Agent(settings: setup.settings, ports: ports, boot: boot)
    return Runtime(agent, lock, setup)
  }

  private init(_ agent: Agent, _ lock: InstanceLock, _ setup: Setup) {
    self.agent = agent
    self.lock = lock
    socketPath = setup.socketPath
    let routes = ControlRoutes(agent: agent, uid: getuid())
    let address = ListenAddress.unix(path: socketPath)
    // Only the lock's holder gets here, so what is there is left over from a crash.
    try? FileManager.default.removeItem(atPath: socketPath)
    let limits = ListenLimits(
      connections: 128, requestTimeout: .seconds(30), bodyCap: { _ in ControlRoutes.bodyCap })
    tasks = [
      Task { await agent.run() },
      Task {
        do throws(ListenFailure) {
          try await HTTPListener().serve(
            address, limits: limits, bound: { _ in }, answer: { await routes.answer($0) })
        } catch {
          // Without a socket nobody can attach; the dashboard itself goes on.
          agent.hub.publish(
            .store(
              StoreHealth(
                file: "agent.sock", condition: .failed, message: error.sentence)),
            at: agent.now.wall)
        }
      },
    ]
  }

  /// Stops polling, stores what is to be stored, closes the socket.
  func stop() async {
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
    try? FileManager.default.removeItem(atPath: socketPath)
  }
}
