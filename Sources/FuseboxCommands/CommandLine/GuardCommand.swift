import ArgumentParser
import FuseboxAgent
import FuseboxCore
import FuseboxTerminal
import FuseboxWire

/// Wraps any command with a breaker.
struct GuardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "guard", abstract: "Run a command only while a provider's breaker lets it.",
    discussion: """
      Asks the agent first. Open: the command does not run, the exit code is 75, and --fallback
      runs in its place. Else the command runs in this process group, gets our signals, and its
      exit code is ours; 0 counts as success, anything else as a failure of the provider.
      Without an agent the command runs, and we say that nothing guards it.

      Example: fusebox guard stripe --fallback 'cat cached.json' -- ./charge.sh
      """)

  @OptionGroup var common: CommonOptions
  @Argument(help: "Provider whose breaker decides.") var provider: String
  @Option(help: "Shell command to run when open.") var fallback: String?
  @Argument(parsing: .postTerminator, help: "The command.") var command: [String]

  /// EX_TEMPFAIL of sysexits.h: try again later.
  static let openExit: Int32 = 75

  func run() throws {
    guard !command.isEmpty else { throw ValidationError("Write the command after --.") }
    let setup = try common.setup()
    let sleeper = SystemSleeper(wall: Setup.wallNow)
    let id = ProviderID(provider)
    let client = runBlocking { await setup.runningAgent(sleeper) }
    guard let client else {
      Output.complain("fusebox: no agent runs; nothing guards this call.")
      throw ExitCode(try run(command))
    }
    guard let reply = runBlocking({ await client.admit(id, client: "guard") }) else {
      Output.complain("fusebox: there is no breaker \(TerminalSafe(provider, cap: 20).text).")
      throw ExitCode(64)
    }
    guard let permit = reply.permit else {
      let wait = reply.retryAfterMilliseconds.map { ", again in \(max(1, $0 / 1000)) s" } ?? ""
      Output.complain("fusebox: \(id) is \(reply.why)\(wait)")
      if let fallback { _ = try run(["/bin/sh", "-c", fallback]) }
      throw ExitCode(Self.openExit)
    }
    let start = sleeper.now.monotonic
    let code = try run(command)
    let outcome: Outcome = code == 0 ? .success : .failure(.server)
    let report = DoneRequest(
      outcome: outcome.label, milliseconds: (sleeper.now.monotonic - start).milliseconds,
      words: code == 0 ? nil : "exit code \(code)")
    runBlocking { _ = await client.done(permit, report) }
    throw ExitCode(code)
  }

  private func run(_ arguments: [String]) throws -> Int32 {
    do throws(ChildProcess.StartFailure) {
      let child = try ChildProcess(arguments)
      let signals = EndSignals()
      let forward = Task.detached {
        while let number = await signals.next() { child.send(number) }
      }
      defer { forward.cancel() }
      return child.wait()
    } catch {
      Output.complain("fusebox: \(error.sentence)")
      return 127
    }
  }
}
