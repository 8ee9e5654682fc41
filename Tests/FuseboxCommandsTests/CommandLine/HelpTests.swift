import ArgumentParser
import Testing

@testable import FuseboxCommands

@Suite struct HelpTests {
  private struct Page {
    var name: String
    var abstract: String
    var discussion: String
    var usage: String
  }

  /// The help of a command and of all below it.
  private static func pages<C: ParsableCommand>(_ command: C.Type, path: String) -> [Page] {
    let own = Page(
      name: path, abstract: C.configuration.abstract, discussion: C.configuration.discussion,
      usage: Fusebox.helpMessage(for: command, columns: 100))
    var pages = [own]
    for inner in C.configuration.subcommands {
      let name: String = inner._commandName
      pages += Self.pages(inner, path: "\(path) \(name)")
    }
    return pages
  }

  private static let all = pages(Fusebox.self, path: "fusebox")

  @Test func `every command of the design is there, with help worth reading`() {
    let wanted = [
      "demo", "simulate", "agent", "guard", "check", "status", "snapshot", "log", "breaker trip",
      "breaker reset", "breaker hold", "breaker probe", "breaker undo", "breaker list",
      "breaker audit", "config check", "config show",
    ]
    let names = Self.all.map(\.name)
    #expect(wanted.filter { !names.contains("fusebox \($0)") } == [])
    #expect(Self.all.filter { $0.abstract.count < 16 }.map(\.name) == [])
    #expect(Self.all.filter { !$0.usage.contains("USAGE: \($0.name)") }.map(\.name) == [])
  }

  @Test(arguments: ["guard", "check", "status", "snapshot", "log", "breaker", "demo", "simulate"])
  func `a command shows an example of itself`(name: String) {
    let page = Self.all.first { $0.name == "fusebox \(name)" }
    #expect(page?.discussion.contains("fusebox \(name)") == true)
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
      ["--color", "always"], ["guard"],
    ])
  func `a slip is a usage error, code 64`(arguments: [String]) {
    let error = #expect(throws: (any Error).self) { try Fusebox.parseAsRoot(arguments) }
    #expect(error.map { Fusebox.exitCode(for: $0) } == .validationFailure)
  }
}
