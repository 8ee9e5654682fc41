import ArgumentParser
import Foundation
import FuseboxAgent
import FuseboxCore
import FuseboxSimulator
import FuseboxWire

/// Two minutes of a real incident.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Play two minutes of an incident, with nothing to configure.",
    discussion: """
      Starts GitHub and Stripe as servers on loopback, a redis-server, and a small shop that asks
      fusebox before it calls them. Then Stripe fails. All of fusebox is at its defaults but the
      poll intervals, and the header says so. A scenario sets what a server does, never what
      fusebox shows; docs/scenarios.md tells how to write one.

      Examples: fusebox demo · fusebox demo --scenario outage.yaml
                fusebox demo --seed 1 --headless --until 120s --events events.jsonl
      """)

  @OptionGroup var screen: ScreenOptions
  @Option(help: "Start of all chance: the same seed, the same incident.") var seed: UInt64?
  @Option(help: "A scenario of your own, or a shipped one: demo, hostile.") var scenario: String?
  @Flag(help: "Print the scenario as a file to begin with, and leave.") var printScenario = false
  @Flag(help: "No screen.") var headless = false
  @Option(help: "With --headless: JSON lines of what happened.") var events: String?
  @Option(help: "With --headless: how long; default the scenario's length.") var until: String?

  func run() throws {
    var scenario = try ScenarioFiles.read(path: self.scenario)
    if let seed { scenario.seed = seed }
    if printScenario {
      Output.say(scenario.yaml)
      return
    }
    let length = try until.map { text -> Duration in
      guard let length = Length.read(text) else {
        throw ValidationError("'\(text)' is no length of time; write 120s.")
      }
      return length
    }
    let sleeper = SystemSleeper(wall: Setup.wallNow)
    let played = scenario
    let environment = CommonOptions.environment
    let demo = try printed {
      try await Demo.start(played, sleeper: sleeper, environment: environment)
    }
    let code =
      headless || !Dashboard.hasTerminal
      ? try runHeadless(demo, length ?? played.length, sleeper)
      : try runScreen(demo, environment, sleeper)
    let setup = demo.setup
    let tally = demo.checkout.tally
    runBlocking { await demo.stop() }
    for line in runBlocking({ await DemoSummary.lines(setup, tally, sleeper) }) {
      Output.say(line)
    }
    demo.remove()
    throw ExitCode(code)
  }

  private func runScreen(
    _ demo: Demo, _ environment: [String: String], _ sleeper: SystemSleeper
  ) throws -> Int32 {
    let theme = try ThemeFiles.theme(
      named: screen.theme ?? demo.setup.screen.theme, environment: environment)
    var setup = demo.setup
    if screen.ascii { setup.screen.glyphs = .ascii }
    if screen.color == .never { setup.screen.color = .never }
    let dashboard = Dashboard(
      setup: setup, theme: theme, environment: environment, sleeper: sleeper)
    guard let stage = dashboard.open() else { return 1 }
    let (captions, say) = AsyncStream.makeStream(of: String.self)
    let steps = demo.simulator.steps()
    let teller = Task.detached {
      for await step in steps where !step.caption.isEmpty { say.yield(step.caption) }
    }
    defer { teller.cancel() }
    return dashboard.run(on: stage, LocalClient(demo.runtime.agent), captions: captions)
  }

  private func runHeadless(
    _ demo: Demo, _ length: Duration, _ sleeper: SystemSleeper
  ) throws -> Int32 {
    let file = events.map { LogFile(URL(filePath: $0)) }
    let hub = demo.runtime.agent.hub
    let stream = hub.events(after: 0) ?? hub.events(after: hub.board.seq)
    let signals = EndSignals()
    runBlocking {
      let writer = Task {
        var kept = DemoEvents()
        guard let stream else { return }
        for await envelope in stream where kept.keeps(envelope.event) {
          guard let bytes = try? EnvelopeCodec.encode(envelope) else { continue }
          file?.write(String(decoding: bytes, as: UTF8.self))
        }
      }
      let end = Task { await signals.next() }
      let timer = Task {
        try? await sleeper.sleep(until: sleeper.now.monotonic + length)
        end.cancel()
      }
      _ = await end.value
      timer.cancel()
      writer.cancel()
    }
    return 0
  }
}

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

  @Option(help: "A scenario of your own, or a shipped one: demo, hostile.") var scenario: String?
  @Option(help: "Start of all chance.") var seed: UInt64?

  func run() throws {
    var scenario = try ScenarioFiles.read(path: self.scenario)
    if let seed { scenario.seed = seed }
    let sleeper = SystemSleeper(wall: Setup.wallNow)
    let signals = EndSignals()
    let played = scenario
    try printed {
      let simulator = Simulator(playing: played, by: sleeper)
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
