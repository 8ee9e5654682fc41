import Foundation
import FuseboxAgent
import FuseboxCore
import FuseboxListener
import FuseboxStore
import FuseboxSystem

/// An agent's control socket: bound, looked after once a second, and bound anew when somebody
/// deleted it or its directory. What is the matter with it stands on the board.
final class ControlSocket: Sendable {
  private let path: String
  private let takeLock: @Sendable () throws -> InstanceLock
  private let state: Guarded<State>
  private let attempts = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  private let outcomes = AsyncStream.makeStream(
    of: String?.self, bufferingPolicy: .bufferingOldest(1))

  private struct State {
    var lock: InstanceLock
    /// The file of that lock: while it is in its place, the directory is ours.
    var lockFile: FileIdentity?
    /// The bound socket; nil while there is none.
    var bound: FileIdentity?
    /// Serves, or tries to.
    var server: Task<String?, Never>?
  }

  /// The name under which the board tells of it.
  private static let name = "agent.sock"

  /// - Parameters:
  ///   - lock: the directory's, held; it is held as long as this object lives.
  ///   - takeLock: takes it again in a directory that was made anew.
  init(
    path: String, lock: InstanceLock, takeLock: @escaping @Sendable () throws -> InstanceLock
  ) {
    self.path = path
    self.takeLock = takeLock
    state = Guarded(State(lock: lock, lockFile: FileIdentity(at: Self.lockPath(beside: path))))
  }

  private static func lockPath(beside path: String) -> String {
    URL(filePath: path).deletingLastPathComponent().appending(path: "agent.lock").path
  }

  /// What became of the first try to bind it: why there is none, nil when there is one. One caller.
  func firstTrouble() async -> String? {
    for await outcome in outcomes.stream { return outcome }
    return nil
  }

  /// Answers for the agent until the task is cancelled.
  /// - Parameter executor: where it waits; the answers are computed on the listener's threads.
  func run(_ agent: Agent, on executor: any TaskExecutor) async {
    attempts.continuation.yield()
    for await _ in attempts.stream {
      let server = Task(executorPreference: executor) { await self.serve(agent, on: executor) }
      state.withLock { $0.server = server }
      let trouble = await withTaskCancellationHandler {
        await server.value
      } onCancel: {
        server.cancel()
      }
      state.withLock { ($0.server, $0.bound) = (nil, nil) }
      if let trouble { await tell(trouble, to: agent) }
    }
    outcomes.continuation.finish()
    remove()
  }

  /// Once a second: lets a socket go that is not in its place any more, and tries where there is
  /// none. Returns at once.
  func look() {
    let (bound, server) = state.withLock { ($0.bound, $0.server) }
    if let bound {
      guard FileIdentity(at: path) != bound else { return }
      server?.cancel()
    } else if server != nil {
      return
    }
    attempts.continuation.yield()
  }

  /// Why there is no socket; nil once it was let go.
  private func serve(_ agent: Agent, on executor: any TaskExecutor) async -> String? {
    do {
      try keepDirectory()
    } catch {
      return Complaint.lines(error).joined(separator: " ")
    }
    remove()
    let routes = ControlRoutes(agent: agent, uid: getuid())
    do throws(ListenFailure) {
      try await HTTPListener().serve(
        .unix(path: path), limits: ControlRoutes.limits,
        bound: { [self] _ in
          state.withLock { $0.bound = FileIdentity(at: path) }
          Task(executorPreference: executor) { await self.tell(nil, to: agent) }
        },
        answer: { await routes.answer($0) })
      return nil
    } catch {
      return error.sentence
    }
  }

  /// In a directory that is not the one whose lock we hold another agent may be at work.
  private func keepDirectory() throws {
    let path = Self.lockPath(beside: path)
    let known = state.withLock { $0.lockFile }
    guard known == nil || FileIdentity(at: path) != known else { return }
    let lock = try takeLock()
    state.withLock { ($0.lock, $0.lockFile) = (lock, FileIdentity(at: path)) }
  }

  /// Only the lock's holder gets here, so a socket that is there is left over from a crash.
  /// Whatever else has its name is somebody's, and stays.
  private func remove() {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    guard attributes?[.type] as? FileAttributeType == .typeSocket else { return }
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Without a socket nobody can attach; the agent itself goes on, and its board says so.
  private func tell(_ trouble: String?, to agent: Agent) async {
    outcomes.continuation.yield(trouble)
    let told = await agent.board.stores.first { $0.file == Self.name }
    guard told?.message != trouble else { return }
    let health = StoreHealth(
      file: Self.name, condition: trouble == nil ? .fine : .failed, message: trouble ?? "")
    await agent.tell(health)
  }
}
