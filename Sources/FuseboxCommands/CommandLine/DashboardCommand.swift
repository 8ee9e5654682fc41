import ArgumentParser
import FuseboxAgent
import FuseboxConfig
import FuseboxCore
import FuseboxTerminal
import FuseboxView
import FuseboxWords

/// Options of everything that opens the screen.
struct ScreenOptions: ParsableArguments {
  enum Colour: String, ExpressibleByArgument, CaseIterable { case auto, never }

  @Option(help: "Theme: dark, light, or a file of your own in the themes directory.")
  var theme: String?
  @Option(help: "auto or never; NO_COLOR means never.") var color: Colour?
  @Flag(help: "Draw with ASCII only.") var ascii = false
}

extension TerminalScreen.Options {
  /// What the settings say of the terminal; they have weighed options and variables.
  init(_ settings: ScreenSettings) {
    self.init(
      colours: settings.color == .never ? .mono : .indexed256,
      unicode: settings.glyphs != .ascii)
  }
}

/// The dashboard.
struct DashboardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard", abstract: "Open the dashboard (the default command).",
    discussion: """
      Attaches to the agent that runs on this state directory, else runs one inside. Small letters
      look, capital letters change: ? lists the keys. Without a terminal, or with --once, it prints
      one board as text.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var screen: ScreenOptions
  @OptionGroup var wait: WaitOptions
  @Flag(help: "Print one board as text and leave.") var once = false
  @Flag(help: "Text instead of a screen: the same as --once.") var plain = false

  func run() throws {
    let environment = CommonOptions.environment
    let setup = try common.setup(screen)
    let loop = SystemLoop()
    let theme = try orComplain {
      try ThemeFiles(directories: setup.themes).theme(named: setup.screen.theme)
    }
    let dashboard = Dashboard(
      setup: setup, theme: theme, environment: environment, loop: loop)
    if !once, !plain, Dashboard.hasTerminal, let code = try open(dashboard, setup, loop) {
      throw ExitCode(code)
    }
    let board = try printed {
      try await BoardSource(setup: setup, loop: loop, patience: wait.patience).board()
    }
    Output.say(plainText(board, at: loop.now.wall))
  }

  /// nil when the terminal cannot be used. The agent starts while the terminal is taken over.
  private func open(
    _ dashboard: Dashboard, _ setup: Setup, _ loop: SystemLoop
  ) throws -> Int32? {
    let executor = loop.executor
    let starting = Task.detached(executorPreference: executor) {
      () -> (Connection<Runtime>, showing: Board?) in
      let connection = try await Connection.make(setup, loop, begins: false)
      switch connection {
      case .attached(let client):
        try await client.checkVersion()
        return (connection, nil)
      case .own(let runtime): return (connection, await runtime.agent.board)
      }
    }
    let stage = dashboard.open()
    let (connection, board): (Connection<Runtime>, Board?)
    do {
      (connection, board) = try runBlocking(on: executor) { await starting.result }.get()
    } catch {
      stage?.screen.close()
      return try printed { throw error }
    }
    defer { runBlocking(on: executor) { await connection.close() } }
    return stage.map { stage in
      switch connection {
      case .attached(let client): dashboard.run(on: stage, client)
      case .own(let runtime):
        dashboard.run(
          on: stage, LocalClient(runtime.agent), showing: board,
          shown: runtime.begin,
          leavingWarning: { board, now in
            LeavingWarning.words(board, followers: runtime.agent.followers, at: now)
          })
      }
    }
  }
}
