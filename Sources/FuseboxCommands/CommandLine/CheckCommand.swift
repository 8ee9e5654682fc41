import ArgumentParser
import FuseboxAgent
import FuseboxCore
import FuseboxProviders

/// For monitoring systems.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "One line and an exit code for monitoring systems.",
    discussion: """
      The exit code is that of the worst row asked for, in this order: 2 critical (THEM, or US with
      failing calls or a credential), 1 warning (half-open, held, past an alert, slow), 3 unknown,
      0 ok. What keeps it from looking is unknown too: a configuration with errors, a provider that
      is not watched, an agent that does not answer. After | come performance data,
      'provider.meter'=used;alert;limit;0;

      Example: fusebox check --provider stripe
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var wait: WaitOptions
  @Option(help: "Only this provider.") var provider: String?

  func run() throws {
    var line: CheckLine
    do {
      line = try look()
    } catch {
      line = CheckLine(unknown: Complaint.lines(error).joined(separator: ", "))
    }
    Output.say(line.text)
    // A line that nobody got is no sign of health.
    if Output.isLost { line = CheckLine(unknown: "the line could not be written") }
    throw ExitCode(line.exitCode)
  }

  private func look() throws -> CheckLine {
    let setup = try common.loader().load()
    let only = try provider.map { try setup.settings.catalogue.id(named: $0) }
    let loop = SystemLoop()
    if let only, !setup.settings.providers.contains(where: { $0.id == only }) {
      return CheckLine(unknown: "\(only) is neither configured nor detected here")
    }
    let wait = wait
    let board = try attempt {
      try await BoardSource(setup: setup, loop: loop, patience: wait.patience).board()
    }.get()
    return CheckLine(board, only: only, at: loop.now.wall)
  }
}
