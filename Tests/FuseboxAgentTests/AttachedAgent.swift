import Foundation
import FuseboxCore
import FuseboxListener
import FuseboxNet
import FuseboxTestSupport

@testable import FuseboxAgent

/// An agent, and clients of it: in its process, or over a socket in a directory of its own.
struct AttachedAgent {
  enum Way: CaseIterable { case local, remote }

  /// The agent never listened.
  struct NeverListened: Error {}

  let agent: Agent
  let journal: MemoryJournal
  /// The agent's time.
  let time: ManualLoop
  /// Another client each time.
  let client: @Sendable () -> any AgentClient
  /// The clients' own; nil for those in the process.
  let network: NetworkLoop?

  /// Runs `body` with an agent that is stopped afterwards.
  static func with(_ way: Way, _ body: (AttachedAgent) async throws -> Void) async throws {
    let (journal, time) = (MemoryJournal(), ManualLoop())
    let agent = try await BreakerCommandTests.agent(journal, time)
    guard way == .remote else {
      return try await body(
        AttachedAgent(
          agent: agent, journal: journal, time: time, client: { LocalClient(agent) }, network: nil))
    }
    // Short: the address of a unix socket holds 107 bytes.
    let path = "/tmp/fbx-\(UUID().uuidString.prefix(13)).sock"
    let network = NetworkLoop()
    defer { network.thread.stop() }
    let (bounds, bound) = AsyncStream.makeStream(of: Void.self)
    try await withThrowingTaskGroup { group in
      group.addTask {
        defer { bound.finish() }
        let routes = ControlRoutes(agent: agent, uid: getuid())
        try await HTTPListener().serve(
          .unix(path: path), limits: ControlRoutes.limits, bound: { _ in bound.yield() },
          answer: { await routes.answer($0) })
      }
      guard await bounds.first(where: { true }) != nil else { throw NeverListened() }
      try await body(
        AttachedAgent(
          agent: agent, journal: journal, time: time,
          client: {
            RemoteClient(
              transport: CurlTransport(
                configuration: CurlTransport.Configuration(proxy: .none, unixSocket: path),
                on: network.thread), loop: network, version: "0")
          }, network: network))
      group.cancelAll()
      try await group.waitForAll()
    }
  }
}

/// The network's thread and its clock.
struct NetworkLoop: Loop {
  let thread = CurlThread()

  var now: Instant { Instant(monotonic: thread.now, wall: Scene.start) }
  var executor: any SerialExecutor & TaskExecutor { thread }

  func at(_ deadline: MonotonicTime, _ body: @escaping @Sendable () -> Void) -> LoopTimer? {
    thread.at(deadline, body)
  }
}
