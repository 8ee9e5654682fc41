import ArgumentParser
import FuseboxAgent
import FuseboxCore
import FuseboxProviders
import FuseboxWords

/// The configuration, checked or shown.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Check the configuration, or show what is in force.",
    subcommands: [Check.self, Show.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Name every error at once, as file:line:col, and exit 1; or say what was found.",
      discussion: "Of the configuration, of variables and options, and of the theme they name.")
    @OptionGroup var common: CommonOptions
    @Argument(help: "The file to check, in place of the one in use.") var file: String?

    func run() throws {
      var common = common
      common.config = file ?? common.config
      let setup = try orComplain { try common.loader().check() }
      for warning in setup.warnings { Output.complain("warning: \(warning)") }
      Output.say("fine: \(Self.found(setup.settings.providers))")
    }

    /// `2 providers, 1 credential, no limits`.
    static func found(_ providers: [WatchedProvider]) -> String {
      [
        Count.words(providers.count, "provider"),
        Count.words(providers.map(\.credentials.count).reduce(0, +), "credential"),
        Count.words(providers.map(\.limits.count).reduce(0, +), "limit"),
      ].joined(separator: ", ")
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
