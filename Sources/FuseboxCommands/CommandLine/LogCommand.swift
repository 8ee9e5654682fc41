import ArgumentParser
import FuseboxAgent
import FuseboxCore
import FuseboxProviders
import FuseboxStore

/// What changed, from the store.
struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "What changed: breakers, pages, verdicts, holds, alerts.",
    discussion: """
      Oldest first, one line each, times UTC. --since takes 22:00 (the last time it was 22:00),
      30m, 2h, or an RFC 3339 timestamp.

      Example: fusebox log --since 22:00 --provider stripe
      """)

  @OptionGroup var common: CommonOptions
  @Option(help: "22:00, 30m, or 2026-11-23T22:00:00Z.") var since: String?
  @Option(help: "Only this provider.") var provider: String?
  @Option(help: "Lines at most.") var limit = 200

  func run() throws {
    let setup = try common.setup()
    let catalogue = setup.settings.catalogue
    let provider = try orComplain { try self.provider.map { try catalogue.id(named: $0) } }
    let loop = SystemLoop()
    let limit = max(1, limit)
    let start = try since.map { text -> WallTime in
      guard let time = Moment.read(text, now: loop.now.wall) else {
        throw ValidationError("'\(text)' is no time; write 22:00, 30m or an RFC 3339 timestamp.")
      }
      return time
    }
    let changes = try printed {
      if let client = try await setup.runningAgent(loop) {
        return try await client.changes(provider: provider, since: start, limit: limit)
      }
      let journal = setup.journal(loop)
      _ = await journal.recover()
      let changes = try await journal.changes(provider: provider, since: start, limit: limit)
      await journal.close()
      return changes
    }
    for change in changes.reversed() { Output.say(LogLine.text(change)) }
  }
}
