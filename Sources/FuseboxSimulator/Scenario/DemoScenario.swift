import FuseboxCore

/// The two minutes that `fusebox demo` plays.
package enum DemoScenario {
  /// Default breaker settings make of it: open about 5 s after the first failure, half-open 30 s
  /// later and again, after a failed probe, 60 s later (each ±10 %).
  package static let standard = Scenario(
    name: "demo", about: "Stripe fails, GitHub's token is revoked, three clients hammer the shop",
    seed: 1, length: .seconds(120),
    opening: Scenario.Change(
      servers: [
        "stripe": ServerChange(usage: UsageChange(used: 1_840_000, rate: 4200)),
        "github": ServerChange(
          api: Behaviour(latency: .milliseconds(25)),
          usage: UsageChange(used: 3932, limit: 5000, rate: 8)),
      ],
      load: CheckoutLoad(orders: 5)),
    steps: [
      Scenario.Step(
        at: .seconds(10), note: "Stripe answers 503; its page says all is well",
        change: stripe(api: Behaviour(status: 503))),
      Scenario.Step(
        at: .seconds(28), note: "Stripe's page admits it, 18 s after the first failed call",
        change: stripe(page: red)),
      Scenario.Step(
        at: .seconds(44), note: "Three clients begin to hammer the shop, three requests a second",
        change: Scenario.Change(load: CheckoutLoad(orders: 5, hits: hammering))),
      Scenario.Step(
        at: .seconds(50), note: "GitHub revokes the token",
        change: github(ServerChange(token: .revoked))),
      Scenario.Step(
        at: .seconds(66), note: "The token is put right; 4,500 of 5,000 requests are near",
        change: github(ServerChange(token: .accepted))),
      Scenario.Step(
        at: .seconds(84), caption: "Your turn: select github, T y stops the shop's calls to it"),
      Scenario.Step(
        at: .seconds(92), caption: "R p lets one probe decide whether github's calls go on"),
      Scenario.Step(
        at: .seconds(95), note: "Stripe works again; nobody calls it before its breaker probes",
        change: stripe(api: Behaviour(), page: recovering)),
      Scenario.Step(
        at: .seconds(112), note: "Stripe's page is green again",
        caption: "All is well again; q leaves", change: stripe(page: SimulatedPage())),
    ])

  private static let hammering = ["203.0.113.7": 3.0, "203.0.113.21": 3, "203.0.113.99": 3]

  private static let red = SimulatedPage(
    component: "API", state: .partial,
    incident: SimulatedPage.Incident(
      "Elevated API error rates", impact: .major,
      update: "<p>We are investigating elevated error rates for API requests.</p>"))

  private static let recovering = SimulatedPage(
    component: "API", state: .degraded,
    incident: SimulatedPage.Incident(
      "Elevated API error rates", stage: .monitoring,
      update: "<p>A fix is in place and we are watching the results.</p>", started: .seconds(-67)))

  private static func stripe(
    api: Behaviour? = nil, page: SimulatedPage? = nil
  ) -> Scenario.Change {
    Scenario.Change(servers: ["stripe": ServerChange(api: api, page: page)])
  }

  private static func github(_ change: ServerChange) -> Scenario.Change {
    Scenario.Change(servers: ["github": change])
  }
}
