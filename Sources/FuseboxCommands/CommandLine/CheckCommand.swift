import ArgumentParser
import FuseboxCore

/// For monitoring systems.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "One line and an exit code for monitoring systems.",
    discussion: """
      Exit code 0 ok, 1 warning (half-open, held, past an alert), 2 critical (THEM, or US with
      failing calls or a credential), 3 unknown: the worst of the rows asked for. After | comes
      performance data, 'provider.meter'=used;alert;limit.

      Example: fusebox check --provider stripe
      """)

  @OptionGroup var common: CommonOptions
  @Option(help: "Only this provider.") var provider: String?

  func run() throws {
    let setup = try common.setup()
    let sleeper = SystemSleeper(wall: Setup.wallNow)
    let board = try printed { try await BoardSource(setup: setup, sleeper: sleeper).board() }
    if let provider, board[ProviderID(provider)] == nil {
      Output.say("FUSEBOX UNKNOWN: there is no provider \(TerminalSafe(provider, cap: 20).text)")
      throw ExitCode(3)
    }
    let line = CheckLine(board, only: provider.map { ProviderID($0) }, at: sleeper.now.wall)
    Output.say(line.text)
    throw ExitCode(line.exitCode)
  }
}
