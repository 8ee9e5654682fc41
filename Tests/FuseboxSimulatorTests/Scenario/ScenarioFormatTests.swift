import FuseboxCore
import Testing

@testable import FuseboxSimulator

@Suite struct ScenarioFormatTests {
  @Test(arguments: [DemoScenario.standard, HostileScenario.standard, Self.everything])
  func `what is written reads back the same`(scenario: Scenario) throws {
    #expect(try Scenario(scenario.node) == scenario)
  }

  /// Every key of the format at a value that is not its default.
  private static let everything = Scenario(
    name: "everything", about: "a \"test\"", seed: 7, length: .milliseconds(1500),
    opening: Scenario.Change(load: CheckoutLoad(orders: 2.5, hits: ["10.0.0.1": 4])),
    steps: [
      Scenario.Step(
        at: .seconds(1), note: "note", caption: "caption",
        change: Scenario.Change(
          servers: [
            "github": ServerChange(
              api: Behaviour(
                latency: .seconds(2), status: 429, fault: .drip, share: 0.25,
                retryAfter: .seconds(120), message: "stop", echoesKey: true),
              page: SimulatedPage(
                component: "Actions", state: .maintenance,
                incident: SimulatedPage.Incident(
                  "x", stage: .identified, impact: .critical, update: "y", started: .seconds(-360)),
                serving: Behaviour(fault: .hang)),
              token: .revoked, usage: UsageChange(used: 1, limit: 2, rate: 3))
          ], load: CheckoutLoad()))
    ])

  @Test func `it is written as a person would`() {
    let scenario = Scenario(
      name: "outage", seed: 3, length: .seconds(90),
      opening: Scenario.Change(servers: ["stripe": ServerChange(token: .accepted)]),
      steps: [
        Scenario.Step(
          at: .seconds(10), note: "It fails: all \u{1B}[2J of it",
          change: Scenario.Change(
            servers: [
              "stripe": ServerChange(
                api: Behaviour(latency: .seconds(1), status: 503, share: 0.5),
                page: SimulatedPage())
            ]))
      ])
    #expect(
      scenario.yaml == """
        name: outage
        seed: 3
        length: 90s
        providers:
          stripe: {token: accepted}
        at:
          - t: 10s
            note: "It fails: all \\U0000001b[2J of it"
            stripe: {api: {latency: 1s, status: 503, share: 50%}, page: ok}

        """)
  }

  @Test func `all that is wrong is told at once`() {
    let step = Self.map([("t", Self.text("5")), ("strip", Self.map([]))])
    let late = Self.map([("t", Self.text("1s")), ("caption", Self.map([]))])
    let file = Self.map([
      ("lenght", Self.text("2m")), ("checkout", Self.map([("hits", Self.text("x"))])),
      (
        "at",
        ScenarioNode(
          .list([Self.map([("t", Self.text("9s"))]), step, late, Self.text("later")]))
      ),
    ])
    let errors = #expect(throws: ScenarioErrors.self) { try Scenario(file) }
    let told = errors?.all.map(\.sentence) ?? []
    #expect(
      told == [
        "unknown key lenght; did you mean length?", "name is missing", "length is missing",
        "checkout.hits must be a map, found a value",
        "unknown key at[1].strip; did you mean stripe?",
        "at[1].t must be a length such as 40ms, 10s or 2m",
        "at[2].caption must be a text, found a map",
        "at[2].t must not be before the step above",
        "at[3] must be a map, found a value",
      ])
  }

  @Test func `each part of a provider is checked`() {
    let stripe = Self.map([
      (
        "api",
        Self.map([
          ("status", Self.text("999")), ("share", Self.text("150%")),
          ("latency", Self.text("-1s")), ("fault", Self.text("flood")),
        ])
      ),
      ("page", Self.map([("stage", Self.text("identified")), ("echo_key", Self.text("si"))])),
      ("token", Self.text("stolen")),
      ("usage", Self.map([("rate", Self.text("5")), ("used", Self.text("-1"))])),
    ])
    let file = Self.map([
      ("name", Self.text("x")), ("length", Self.text("1m")),
      ("providers", Self.map([("stripe", stripe)])),
    ])
    let errors = #expect(throws: ScenarioErrors.self) { try Scenario(file) }
    let keys = errors?.all.map { "\($0.label) \($0.key.dropFirst("providers.stripe.".count))" }
    #expect(
      keys == [
        "out_of_range api.latency", "out_of_range api.status", "out_of_range api.fault",
        "out_of_range api.share", "out_of_range page.echo_key", "out_of_range page.stage",
        "out_of_range token", "out_of_range usage.used", "out_of_range usage.rate",
      ])
  }

  @Test(arguments: ["9223372036854775807ms", "-9223372036854775808ms", "99999h", "1e3s", "s", "10"])
  func `a length is a whole number with a unit, at most a day`(text: String) {
    #expect(ScalarForm<Duration>.length.read(text) == nil)
    #expect(ScalarForm<Duration>.offset.read(text) == nil)
  }

  private static func text(_ text: String) -> ScenarioNode { ScenarioNode(.scalar(text)) }

  private static func map(_ members: [(String, ScenarioNode)]) -> ScenarioNode {
    ScenarioNode(.map(members.map { ScenarioNode.Member($0.0, $0.1) }))
  }
}
