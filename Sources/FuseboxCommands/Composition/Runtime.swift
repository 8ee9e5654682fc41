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
  private let work: Task<Void, Never>
  /// nil where there is no directory to lock.
  private let lock: InstanceLock?
  /// Ended when the work may begin.
  private let gate: AsyncStream<Never>.Continuation
  /// nil when nobody is to attach.
  private let socket: ControlSocket?

  /// Takes the directory's lock and starts. Fails when another agent has the directory.
  /// - Parameters:
  ///   - serves: answers on the control socket, so that others may attach; fails with
  ///     `StateDirectory.TooLong` where there can be none.
  ///   - begins: false: it polls and answers nobody before `begin`.
  ///   - needsState: fails with `StateDirectory.Unusable` where nothing can be stored; else that is
  ///     said on standard error, and the agent does without.
  static func start(
    _ setup: Setup, _ loop: SystemLoop, serves: Bool = true, begins: Bool = true,
    needsState: Bool = true
  ) async throws -> Runtime {
    guard !serves || setup.socketPath != nil else {
      throw StateDirectory.TooLong(path: setup.directory.path)
    }
    let lock = try takeLock(setup, loop, needsState: needsState)
    let socket: ControlSocket? =
      if serves, let path = setup.socketPath, let lock {
        ControlSocket(path: path, lock: lock, takeLock: { try setup.lock(loop) })
      } else { nil }
    let outbound = CurlTransport.Configuration(
      caFile: setup.caFile, userAgent: "fusebox/\(Version.current)")
    let journal = setup.journal(loop)
    let ports = AgentPorts(
      transport: CurlTransport(configuration: outbound, on: loop.thread),
      keyValue: RedisLink(caFile: setup.caFile, on: loop.thread), journal: journal,
      loop: loop,
      upkeep: {
        journal.look()
        socket?.look()
      })
    let agent = await Agent(settings: setup.settings, ports: ports, boot: Setup.newBoot())
    let (gate, opening) = AsyncStream.makeStream(of: Never.self)
    let executor = loop.executor
    let work = Task(executorPreference: executor) {
      for await _ in gate {}
      async let served: Void? = socket?.run(agent, on: executor)
      await agent.run()
      await served
    }
    let runtime = Runtime(agent, lock, work, opening, socket)
    if begins { runtime.begin() }
    return runtime
  }

  private static func takeLock(
    _ setup: Setup, _ loop: SystemLoop, needsState: Bool
  ) throws -> InstanceLock? {
    do {
      return try setup.lock(loop)
    } catch let unusable as StateDirectory.Unusable where !needsState {
      Output.complain(TerminalSafe(unusable.sentence, cap: 400).text)
      return nil
    }
  }

  private init(
    _ agent: Agent, _ lock: InstanceLock?, _ work: Task<Void, Never>,
    _ gate: AsyncStream<Never>.Continuation, _ socket: ControlSocket?
  ) {
    self.agent = agent
    self.lock = lock
    self.work = work
    self.gate = gate
    self.socket = socket
  }

  /// Lets it work; nothing when it does already.
  func begin() { gate.finish() }

  /// Why there is no control socket, known as soon as it was tried to bind it; nil when there is.
  func socketTrouble() async -> String? { await socket?.firstTrouble() }

  /// Stops polling, stores what is to be stored, closes the socket.
  func stop() async {
    work.cancel()
    await work.value
  }
}
