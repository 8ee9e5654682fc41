import ArgumentParser
import FuseboxSystem

/// The program. Without a subcommand it is the dashboard.
struct Fusebox: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fusebox",
    abstract: "Health of third-party integrations: what is wrong, them or us, and what to do.",
    discussion: """
      Without a command it opens the dashboard. It finds credentials in their conventional
      environment variables (GITHUB_TOKEN, STRIPE_SECRET_KEY, REDIS_URL, …); without any it shows
      every provider's status page. Try `fusebox demo` first: it needs nothing.
      """,
    version: Version.current,
    subcommands: [
      DashboardCommand.self, DemoCommand.self, SimulateCommand.self, AgentCommand.self,
      GuardCommand.self, CheckCommand.self, StatusCommand.self, SnapshotCommand.self,
      LogCommand.self, BreakerCommand.self, ConfigCommand.self,
    ],
    defaultSubcommand: DashboardCommand.self)
}

/// The version that `--version`, the user agent and the board say.
enum Version {
  static let current = "0.1.0"
}

/// Runs the program to its end: the one entry that `main.swift` calls, and the one place where
/// every command leaves.
package func launch() -> Never {
  ThisProcess.keepStandardFiles()
  var code: Int32 = 0
  do {
    var command = try Fusebox.parseAsRoot()
    try command.run()
  } catch {
    code = Fusebox.exitCode(for: error).rawValue
    let text = Fusebox.fullMessage(for: error)
    // Help and the version are what was asked for.
    if !text.isEmpty { code == 0 ? Output.say(text) : Output.complain(text) }
  }
  ThisProcess.leave(Output.exitCode(code))
}
