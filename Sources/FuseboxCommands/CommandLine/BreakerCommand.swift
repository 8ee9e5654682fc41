import ArgumentParser
import FuseboxAgent
import FuseboxConfig
import FuseboxCore
import FuseboxProviders
import FuseboxStore
import FuseboxSystem

/// People at the breakers, from a shell.
struct BreakerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "breaker", abstract: "List, trip, reset, hold or probe circuit breakers.",
    discussion: """
      A change takes effect in the running agent at once. Without an agent it changes the stored
      hold, which the next agent obeys, and says so; undo alone needs the running agent. Every
      change is audited with who and why. What could not be done ends with 1.

      Examples: fusebox breaker trip stripe --for 30m --reason "5xx since 14:21"
                fusebox breaker reset stripe --probe --reason "they say it is fixed"
      """,
    subcommands: [
      List.self, Trip.self, Reset.self, Hold.self, Probe.self, Undo.self, Audit.self,
    ])

  struct Target: ParsableArguments {
    @Argument(help: "Provider: stripe, github, redis, …") var provider: String
  }

  struct Trip: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "trip", abstract: "Stop calls, for a time or until reset.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var target: Target
    @Option(name: .customLong("for"), help: "5m, 30m, 2h; without it until reset.")
    var length: String?
    @Option(help: "Why; required.") var reason: String

    func run() throws {
      let seconds = try length.map(Self.seconds)
      try BreakerCommand.perform(.trip, target, common, reason: reason, seconds: seconds)
    }

    static func seconds(_ text: String) throws -> Int64 {
      guard let length = Length.read(text), length >= .seconds(1) else {
        throw ValidationError("'\(text)' is no length of time; write 30m, 2h or 90s.")
      }
      return length.milliseconds / 1000
    }
  }

  struct Reset: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reset", abstract: "Clear a hold and close, or let one probe decide.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var target: Target
    @Flag(help: "Half-open: one probe decides.") var probe = false
    @Option(help: "Why; required.") var reason: String

    func run() throws {
      try BreakerCommand.perform(probe ? .resetWithProbe : .reset, target, common, reason: reason)
    }
  }

  struct Hold: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "hold", abstract: "Let every call pass for a time, whatever the breaker says.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var target: Target
    @Option(name: .customLong("for"), help: "At most 24h.") var length = "15m"
    @Option(help: "Why; required.") var reason: String

    func run() throws {
      try BreakerCommand.perform(
        .hold, target, common, reason: reason, seconds: try Trip.seconds(length))
    }
  }

  struct Probe: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "probe", abstract: "Probe now; an open breaker becomes half-open.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var target: Target

    func run() throws {
      try BreakerCommand.perform(.probe, target, common, reason: "asked for a probe")
    }
  }

  struct Undo: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "undo",
      abstract: "Take back the last change, within 30 seconds of it; needs the running agent.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var target: Target

    func run() throws { try BreakerCommand.perform(.undo, target, common, reason: "undo") }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Every breaker and its hold.")
    @OptionGroup var common: CommonOptions

    func run() throws {
      let (board, _) = try BoardSource.read(common.setup())
      for provider in board.providers { Output.say(BreakerLine.text(provider)) }
    }
  }

  struct Audit: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "audit", abstract: "Who changed what, when and why, newest first.")
    @OptionGroup var common: CommonOptions
    @Option(help: "Only this provider.") var provider: String?
    @Option(help: "Rows at most.") var limit = 50

    func run() throws {
      let setup = try common.setup()
      let catalogue = setup.settings.catalogue
      let provider = try orComplain { try self.provider.map { try catalogue.id(named: $0) } }
      let loop = SystemLoop()
      let limit = max(1, limit)
      let (records, stores) = try printed { () -> ([AuditRecord], [StoreHealth]) in
        if let client = try await setup.runningAgent(loop) {
          let records = try await client.audit(provider: provider, limit: limit)
          return (records, (try? await client.board())?.stores ?? [])
        }
        let journal = setup.journal(loop)
        var stores = await journal.recover().health
        let records = try await journal.audit(provider: provider, limit: limit)
        await journal.close()
        for await health in journal.health() { stores.append(health) }
        return (records, stores)
      }
      for record in records { Output.say(BreakerLine.text(record)) }
      // What could not be read is missing above.
      let trouble = stores.last { $0.file == "fusebox.db" }
      if let trouble, trouble.condition != .fine { Output.complain(trouble.message) }
    }
  }

  static func perform(
    _ kind: Command.Kind, _ target: Target, _ common: CommonOptions, reason: String,
    seconds: Int64? = nil
  ) throws {
    let setup = try common.setup()
    let provider = try orComplain { try setup.settings.catalogue.id(named: target.provider) }
    let loop = SystemLoop()
    let command = Command(
      kind: kind, provider: provider, actor: setup.actor, reason: reason, seconds: seconds)
    let report = try printed { try await carryOut(command, setup, loop) }
    if let answer = report.answer { Output.say(answer) }
    if let complaint = report.complaint { Output.complain(complaint) }
    throw ExitCode(report.exitCode)
  }

  /// Has the running agent carry it out, else changes the stored hold.
  private static func carryOut(
    _ command: Command, _ setup: Setup, _ loop: SystemLoop
  ) async throws -> BreakerReport {
    do {
      let connection = try await Connection.make(setup, loop) {
        try await OfflineBreakers.open(setup, loop)
      }
      switch connection {
      case .attached(let client):
        return BreakerReport(running: try await client.perform(command), of: command.provider)
      case .own(let offline):
        do throws(CommandRefusal) {
          return BreakerReport(stored: try await offline.perform(command))
        } catch {
          return BreakerReport(offline: error)
        }
      }
    } catch let taken as InstanceLock.Taken {
      return BreakerReport(silent: taken.holder)
    }
  }
}
