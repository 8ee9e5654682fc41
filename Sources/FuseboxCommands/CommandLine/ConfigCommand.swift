import ArgumentParser
import FuseboxAgent
import FuseboxCore

/// The configuration, checked or shown.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Check the configuration, or show what is in force.",
    subcommands: [Check.self, Show.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Name every error at once, as file:line:col, and exit 1; or say that it is fine.",
      discussion: "Of the configuration, of variables and options, and of the theme they name.")
    @OptionGroup var common: CommonOptions

    func run() throws {
      let setup = try orComplain { try common.loader().check() }
      for warning in setup.warnings { Output.complain("warning: \(warning)") }
      Output.say("fine: \(setup.settings.providers.count) providers")
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Every key with its value in force and where that is from; never a secret.")
    @OptionGroup var common: CommonOptions

    func run() throws {
      let setup = try common.setup()
      Output.say(setup.shown)
    }
  }
}
