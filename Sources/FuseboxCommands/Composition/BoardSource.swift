import FuseboxAgent
import FuseboxCore

/// A board for a command that prints one: the running agent's, else one of our own that waits for
/// the first reading of each signal, and tries again what failed before it says so.
struct BoardSource: Sendable {
  private(set) var setup: Setup
  let loop: SystemLoop
  /// How long a board of our own may take.
  let patience: Duration

  init(setup: Setup, loop: SystemLoop, patience: Duration = WaitOptions.standard) {
    self.setup = setup
    self.setup.settings.confirmationGap = Self.confirmationGap
    self.loop = loop
    self.patience = patience
  }

  /// Three attempts of three seconds each, and this between them, fit into the standard patience.
  private static let confirmationGap = Duration.milliseconds(500)

  /// The board for a command that prints one, and when it was had. Fails as `printed` does.
  static func read(
    _ setup: Setup, patience: Duration = WaitOptions.standard
  ) throws -> (board: Board, at: WallTime) {
    let loop = SystemLoop()
    let source = BoardSource(setup: setup, loop: loop, patience: patience)
    return (try printed { try await source.board() }, loop.now.wall)
  }

  func board() async throws -> Board {
    let runtime: Runtime
    switch try await Connection.make(setup, loop, serves: false, needsState: false) {
    case .own(let own): runtime = own
    case .attached(let client):
      return try await client.board()
    }
    let start = loop.now
    let wanted = FirstReadings(
      of: setup.settings.providers, since: start.wall, until: start.wall + patience)
    let boards = await runtime.agent.boards()
    let watch = Task { [loop] in
      try? await loop.sleep(until: start.monotonic + patience)
      await runtime.agent.close()
    }
    for await board in boards where wanted.areIn(board) { break }
    watch.cancel()
    let board = await runtime.agent.board
    await runtime.stop()
    return board
  }
}
