import ArgumentParser
import FuseboxAgent
import FuseboxCore
import FuseboxProviders
import FuseboxSystem
import FuseboxWire

/// Wraps any command with a breaker.
struct GuardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guard", abstract: "Run a command only while a provider's breaker lets it.",
    discussion: """
      Asks the agent first. Open: the command does not run, the exit code is 75, and --fallback
      runs in its place. Else the command runs in this process group, gets our signals, and its
      exit code is ours. 0 counts as a success of the provider, any other code as a failure; one
      that could not be run (126, 127) or that somebody ended (HUP, INT, QUIT, TERM) does
      not count.
      Without an agent, or with one of a version whose answer cannot be read, the command runs, and
      we say that nothing guards it. A command that runs for more than an hour does not count either.

      Example: fusebox guard stripe --fallback 'cat cached.json' -- ./charge.sh
      """)

  @OptionGroup var common: CommonOptions
  @Argument(help: "Provider whose breaker decides.") var provider: String
  @Option(help: "Shell command to run when open.") var fallback: String?
  @Argument(parsing: .postTerminator, help: "The command.") var command: [String]

  /// EX_TEMPFAIL of sysexits.h: try again later.
  static let openExit: Int32 = 75
  /// The longest that an agent grants.
  private static let lease = Duration.seconds(3600)

  func run() throws {
    guard !command.isEmpty else { throw ValidationError("Write the command after --.") }
    let setup = try common.setup()
    let id = try orComplain { try setup.settings.catalogue.id(named: provider) }
    let loop = SystemLoop()
    let client: RemoteClient
    let reply: AdmitReply
    switch runBlocking({ await Self.ask(setup, loop, for: id) }) {
    case .success(let answer): (client, reply) = answer
    case .failure(let failure): try runUnguarded(failure)
    }
    guard let permit = reply.permit else {
      Output.complain("fusebox: \(GuardWords.refused(reply, by: id))")
      if let fallback { _ = run(["/bin/sh", "-c", fallback]) }
      throw ExitCode(Self.openExit)
    }
    if let note = GuardWords.note(reply) { Output.complain("fusebox: \(note)") }
    let start = loop.now.monotonic
    let end = run(command)
    let took = loop.now.monotonic - start
    runBlocking { await Self.report(end, took: took, of: permit, to: client) }
    throw ExitCode(end.code)
  }

  private func runUnguarded(_ why: AdmitFailure) throws -> Never {
    Output.complain("fusebox: \(why.words); nothing guards this call.")
    throw ExitCode(run(command).code)
  }

  private static func ask(
    _ setup: Setup, _ loop: SystemLoop, for provider: ProviderID
  ) async -> Result<(RemoteClient, AdmitReply), AdmitFailure> {
    do throws(AdmitFailure) {
      guard let client = try await setup.runningAgent(loop) else { throw .noAgent }
      return .success((client, try await client.admit(provider, client: "guard", lease: lease)))
    } catch {
      return .failure(error)
    }
  }

  private static func report(
    _ end: End, took: Duration, of permit: String, to client: RemoteClient
  ) async {
    switch GuardVerdict(exitCode: end.code, wasAskedToEnd: end.wasAsked) {
    case .none: await client.cancel(permit)
    case .outcome(let outcome):
      let report = DoneRequest(
        outcome: outcome.label, milliseconds: took.milliseconds,
        words: outcome == .success ? nil : "exit code \(end.code)")
      await client.done(permit, report)
    }
  }

  /// How a command ended.
  private struct End {
    var code: Int32
    /// We were sent a signal that asks programs to end.
    var wasAsked = false
  }

  private func run(_ arguments: [String]) -> End {
    do throws(ChildProcess.StartFailure) {
      let child = try ChildProcess(arguments)
      let signals = EndSignals(ChildProcess.endSignals)
      let wasAsked = Guarded(false)
      let forward = Task.detached {
        while let number = await signals.next() {
          wasAsked.withLock { $0 = true }
          child.pass(number)
        }
      }
      defer { forward.cancel() }
      let code = child.wait()
      return End(code: code, wasAsked: wasAsked.withLock { $0 })
    } catch {
      Output.complain("fusebox: \(error.sentence)")
      return End(code: error.exitCode)
    }
  }
}
