import FuseboxAgent
import FuseboxCore

/// A board for a command that prints one: the running agent's, else one of our own that waits for
/// the first reading of each signal, at most five seconds.
struct BoardSource: Sendable {
  let setup: Setup
  let sleeper: SystemSleeper

  static let patience = Duration.seconds(5)

  func board() async throws -> Board {
    let runtime: Runtime
    switch try await Connection.make(setup, sleeper, serves: false) {
    case .own(let own): runtime = own
    case .attached(let client):
      guard let board = await client.board() else { throw CommandRefusal.agentLost("it ended") }
      return board
    }
    let deadline = sleeper.now.monotonic + Self.patience
    let boards = runtime.agent.hub.boards()
    let started = sleeper.now.wall
    let watch = Task { [sleeper] in
      try? await sleeper.sleep(until: deadline)
      runtime.agent.hub.close()
    }
    for await board in boards where Self.hasAnswered(board, since: started) { break }
    watch.cancel()
    let board = runtime.agent.hub.board
    await runtime.stop()
    return board
  }

  /// Every page was fetched and every probe ended since then, well or badly.
  private static func hasAnswered(_ board: Board, since start: WallTime) -> Bool {
    board.providers.allSatisfy { provider in
      let facts = provider.facts
      let isProbed = facts.hasProbe && facts.credential == .present
      let page = !facts.hasPage || provider.page.map { $0.at >= start } == true
      let probe = !isProbed || provider.calls.contains { $0.signal == .probe && $0.at >= start }
      return page && probe
    }
  }
}
