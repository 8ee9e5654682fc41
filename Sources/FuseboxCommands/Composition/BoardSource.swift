import FuseboxAgent
import FuseboxCore

/// A board for a command that prints one: the running agent's, else one of our own that waits for
/// the first reading of each signal, at most five seconds.
struct BoardSource: Sendable {
  let setup: Setup
  let sleeper: SystemSleeper

  private static let patience = Duration.seconds(5)

  func board() async throws -> Board {
    let runtime: Runtime
    switch try await Connection.make(setup, sleeper, serves: false) {
    case .own(let own): runtime = own
    case .attached(let client):
      return try await client.board()
    }
    let start = sleeper.now
    let wanted = FirstReadings(
      of: setup.settings.providers, since: start.wall, until: start.wall + Self.patience)
    let boards = runtime.agent.hub.boards()
    let watch = Task { [sleeper] in
      try? await sleeper.sleep(until: start.monotonic + Self.patience)
      runtime.agent.hub.close()
    }
    for await board in boards where wanted.areIn(board) { break }
    watch.cancel()
    let board = runtime.agent.hub.board
    await runtime.stop()
    return board
  }
}
