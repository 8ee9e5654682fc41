import ArgumentParser
import Foundation
import FuseboxAgent
import FuseboxConfig
import FuseboxCore
import FuseboxSimulator
import FuseboxSystem
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

      Examples: fusebox demo · fusebox demo --scenario quota
                fusebox demo --seed 1 --headless --until 120s --events events.jsonl
      """)

  @OptionGroup var screen: ScreenOptions
  @Option(help: "Start of all chance: the same seed, the same incident.") var seed: UInt64?
  @Option(help: "A scenario of your own, or a shipped one; --list names them.")
  var scenario: String?
  @Flag(help: "Name the shipped scenarios, and leave.") var list = false
  @Flag(help: "Print the scenario as a file to begin with, and leave.") var printScenario = false
  @Flag(help: "No screen.") var headless = false
  @Option(help: "With --headless: JSON lines of what happened.") var events: String?
  @Option(help: "With --headless: how long; default the scenario's length.") var until: String?

  func run() throws {
    if list {
      let shipped = try orComplain { try ScenarioFiles.shipped() }
      let widest = shipped.map(\.name.count).max() ?? 0
      for one in shipped {
        let gap = String(repeating: " ", count: widest - one.name.count + 2)
        Output.say(one.name + gap + one.about)
      }
      return
    }
    var scenario = try orComplain { try ScenarioFiles.read(path: self.scenario) }
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
    let isHeadless = headless || !Dashboard.hasTerminal
    if isHeadless, !headless {
      Output.complain("There is no terminal: the demo plays without a screen, as with --headless.")
    }
    let play = isHeadless ? try headlessPlay(length ?? scenario.length) : try screenPlay()
    throw ExitCode(try run(scenario, play))
  }

  /// What is done with a demo that runs; its exit code. Whatever may fail has failed before.
  private typealias Play = (Demo, SystemLoop) -> Int32

  private func run(_ scenario: Scenario, _ play: Play) throws -> Int32 {
    let loop = SystemLoop()
    let environment = CommonOptions.environment
    let screen = screen
    let demo = try printed {
      try await Demo.start(scenario, screen, environment: environment, loop: loop)
    }
    let code = play(demo, loop)
    let lines = runBlocking {
      await demo.stop()
      defer { demo.remove() }
      return await DemoSummary.lines(demo.setup, demo.checkout.tally, loop)
    }
    for line in lines { Output.say(line) }
    return code
  }

  private func screenPlay() throws -> Play {
    let environment = CommonOptions.environment
    let variables = DemoConfiguration.keptVariables(environment)
    let theme = try orComplain {
      try SetupLoader(
        options: CommonOptions.parse([]), environment: variables, screen: screen, files: .none
      ).theme()
    }
    return { demo, loop in
      let dashboard = Dashboard(
        setup: demo.setup, theme: theme, environment: environment, loop: loop)
      guard let stage = dashboard.open() else {
        Output.complain("This terminal cannot show the screen; try --headless.")
        return 1
      }
      let (captions, say) = AsyncStream.makeStream(of: String.self)
      let steps = demo.simulator.steps()
      let teller = Task.detached {
        for await step in steps where !step.caption.isEmpty { say.yield(step.caption) }
      }
      defer { teller.cancel() }
      return dashboard.run(on: stage, LocalClient(demo.runtime.agent), captions: captions)
    }
  }

  private func headlessPlay(_ length: Duration) throws -> Play {
    let file = try orComplain { try events.map { try LogFile($0) } }
    let signals = EndSignals()
    return { demo, loop in
      let agent = demo.runtime.agent
      runBlocking {
        let first = await agent.events(after: 0)
        let stream = if let first { first } else { await agent.events(after: agent.board.seq) }
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
          try? await loop.sleep(until: loop.now.monotonic + length)
          end.cancel()
        }
        _ = await end.value
        timer.cancel()
        writer.cancel()
      }
      return 0
    }
  }
}
