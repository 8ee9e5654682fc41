import ArgumentParser
import FuseboxConfig
import FuseboxCore
import FuseboxSimulator
import FuseboxSystem

/// The simulated providers alone.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Run the simulated providers alone, for your own tests.",
    discussion: """
      Prints each provider's address and plays a scenario until it is interrupted. Point `page:`
      and `api:` of a configuration at them. GET /_sim/counts on the control address tells how
      often each was called.

      Example: fusebox simulate --scenario outage.yaml
      """)

  @Option(help: "A scenario of your own, or a shipped one: see demo --list.")
  var scenario: String?
  @Option(help: "Start of all chance.") var seed: UInt64?

  func run() throws {
    var scenario = try orComplain { try ScenarioFiles.read(path: self.scenario) }
    if let seed { scenario.seed = seed }
    let loop = SystemLoop()
    let signals = EndSignals()
    let played = scenario
    try printed {
      let simulator = Simulator(playing: played, by: loop)
      let addresses = try await simulator.start()
      for (provider, api) in addresses.apis.sorted(by: { $0.key < $1.key }) {
        Output.say("\(provider)  api \(api)  page \(addresses.page(of: provider) ?? "none")")
      }
      Output.say("control  \(addresses.control)/_sim/counts")
      _ = await signals.next()
      await simulator.stop()
    }
  }
}
