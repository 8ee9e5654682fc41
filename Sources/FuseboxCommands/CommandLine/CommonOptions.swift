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
    try Self.load(SetupLoader(options: self, environment: Self.environment, screen: screen))
  }

  static func load(_ loader: SetupLoader) throws -> Setup {
    do throws(SetupRejected) {
      return try loader.load()
    } catch {
      for line in error.lines { Output.complain(line) }
      throw ExitCode(1)
    }
  }
}

/// Where a command's words go: data to standard output, talk to standard error.
enum Output {
  static func say(_ text: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
  }

  static func complain(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
  }

  static func write(_ bytes: [UInt8]) {
    try? FileHandle.standardOutput.write(contentsOf: Data(bytes))
  }
}
