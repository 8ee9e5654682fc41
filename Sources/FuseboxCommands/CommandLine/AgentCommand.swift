import ArgumentParser
import FuseboxAgent
import FuseboxCore
import FuseboxSystem
import FuseboxWords

/// The agent without a screen.
struct AgentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agent", abstract: "Poll and guard without a screen; dashboards attach to it.",
    discussion: """
      One agent runs per state directory. It answers on agent.sock there:
      curl --unix-socket ~/.local/state/fusebox/agent.sock http://fusebox/v1/board
      Ends on INT, TERM or HUP.
      """)

  @OptionGroup var common: CommonOptions

  func run() throws {
    let setup = try common.setup()
    let loop = SystemLoop()
    let signals = EndSignals()
    // All of it on the loop: a thread of the pool, once there, is looked after every second.
    try printed(on: loop.executor) {
      let connection = try await Connection.make(setup, loop)
      guard case .own(let runtime) = connection else {
        let holder = InstanceLock.holder(in: setup.directory)?.words ?? "unknown"
        Output.complain("Another agent has this state directory: \(holder).")
        throw ExitCode(1)
      }
      let trouble = await runtime.socketTrouble()
      let socket = trouble.map { "no socket: \($0). Nobody can attach to it or ask it." }
      Output.complain(
        "fusebox agent: \(Count.words(setup.settings.providers.count, "provider")), "
          + (socket ?? "socket \(setup.socketPath ?? "")"))
      _ = await signals.next()
      await connection.close()
    }
  }
}
