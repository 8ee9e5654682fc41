import ArgumentParser
import Testing

@testable import FuseboxCommands

@Suite struct HelpTests {
  /// Every command with its path, subcommands included.
  private static func commands(
    _ command: any ParsableCommand.Type = Fusebox.self, path: [String] = []
  ) -> [(path: [String], type: any ParsableCommand.Type)] {
    let own = [(path: path, type: command)]
    return own
      + command.configuration.subcommands.flatMap { commands($0, path: path + [$0._commandName]) }
  }

  @Test func `every command of the design has help worth reading`() {
    let top = Fusebox.configuration.subcommands.map(\._commandName)
    #expect(
      Set(top).isSuperset(of: [
        "demo", "simulate", "agent", "guard", "check", "status", "snapshot", "log", "breaker",
        "config",
      ]))
    for (path, type) in Self.commands() {
      let help = Fusebox.helpMessage(for: type, columns: 100)
      #expect(type.configuration.abstract.count > 15, "\(path) says what it does")
      #expect(help.contains("USAGE:"), "\(path) shows how it is called")
    }
  }

  @Test(arguments: ["guard", "check", "status", "snapshot", "log", "breaker", "demo", "simulate"])
  func `a command shows an example of itself`(name: String) {
    let command = Self.commands().first { $0.path == [name] }?.type
    #expect(command?.configuration.discussion.contains("fusebox \(name)") == true)
  }

  @Test(
    arguments: [
      ["breaker", "trip", "stripe", "--for", "30m", "--reason", "5xx since 14:21"],
      ["breaker", "reset", "stripe", "--probe", "--reason", "fixed"], ["breaker", "list"],
      ["check", "--provider", "stripe"], ["log", "--since", "22:00", "--provider", "stripe"],
      ["demo", "--seed", "1", "--headless", "--until", "120s", "--events", "f"],
      ["guard", "stripe", "--fallback", "cat x", "--", "curl", "--fail", "https://x"],
      ["config", "check"], ["--once", "--all", "--ascii", "--color", "never"], [],
    ])
  func `what the examples write is taken`(arguments: [String]) {
    #expect(throws: Never.self) { try Fusebox.parseAsRoot(arguments) }
  }

  @Test(
    arguments: [
      ["brekaer"], ["breaker", "trip", "stripe"], ["check", "--provder", "x"],
      ["--color", "sometimes"], ["guard"],
    ])
  func `a slip is a usage error, code 64`(arguments: [String]) {
    let error = #expect(throws: (any Error).self) { try Fusebox.parseAsRoot(arguments) }
    #expect(error.map { Fusebox.exitCode(for: $0) } == .validationFailure)
  }
}
