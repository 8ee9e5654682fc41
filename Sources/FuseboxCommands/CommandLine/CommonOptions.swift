import ArgumentParser
import Foundation
import FuseboxAgent
import FuseboxCore

/// Options that every command takes.
struct CommonOptions: ParsableArguments {
  @Option(help: "Configuration file; default $XDG_CONFIG_HOME/fusebox/config.yaml.")
  var config: String?

  @Option(help: "State directory; default $XDG_STATE_HOME/fusebox.")
  var state: String?

  @Option(help: "Name of this installation, shown in the header.")
  var profile: String?

  @Flag(help: "Also show providers that are neither configured nor detected.")
  var all = false

  /// The process's environment.
  static var environment: [String: String] { ProcessInfo.processInfo.environment }

  /// Ends the program with all that is wrong in the configuration, one line each.
  func setup(_ screen: ScreenOptions? = nil) throws -> Setup {
    try orComplain { try loader(screen).load() }
  }

  func loader(_ screen: ScreenOptions? = nil) -> SetupLoader {
    SetupLoader(options: self, environment: Self.environment, screen: screen)
  }
}
