import FuseboxCore
import FuseboxNet
import FuseboxProviders
import FuseboxSimulator
import FuseboxTestSupport
import Testing

/// The simulated providers as fusebox's own knowledge of the real ones reads them.
@Suite(.timeLimit(.minutes(1))) struct SiteTests {
  private let client = CurlTransport()

  /// What the provider's own probe makes of the simulated API.
  private func probe(_ scenario: Scenario, _ id: ProviderID) async throws -> OperationResult {
    let results = Guarded<OperationResult?>(nil)
    try await playing(scenario) { _, addresses, loop in
      let provider = try #require(Catalogue.builtIn[id])
      let probe = try #require(provider.probe)
      let key = try #require(provider.credentials.first?.key)
      let context = CallContext(
        provider: id, base: try #require(addresses.apis[id]),
        credentials: [key: Secret("sk_live_42")], now: loop.now.wall)
      let answer = try await client.send(try #require(probe.request(context)))
      let result = probe.read(answer, context)
      results.withLock { $0 = result }
    }
    return try #require(results.withLock { $0 })
  }

  private func page(_ scenario: Scenario, _ id: ProviderID) async throws -> PageReading {
    let readings = Guarded<PageReading?>(nil)
    try await playing(scenario) { _, addresses, loop in
      let feed = try #require(Catalogue.builtIn[id]?.page)
      let address = try #require(addresses.page(of: id))
      let answer = try await client.send(feed.request(overriding: address))
      let reading = feed.read(
        answer, provider: id, at: loop.now.wall, previous: nil, askedURL: address)
      readings.withLock { $0 = reading }
    }
    return try #require(readings.withLock { $0 })
  }

  @Test(arguments: ["github", "stripe"] as [ProviderID])
  func `a provider's probe is answered`(id: ProviderID) async throws {
    let result = try await probe(scenario(id), id)
    #expect(result.outcome == .success)
    #expect(result.notes == [])
  }

  @Test func `GitHub's usage is what the scenario says`() async throws {
    let usage = UsageChange(used: 4600, limit: 5000)
    let result = try await probe(scenario("github", usage: usage), "github")
    let meter = try #require(result.meters.first)
    #expect(meter.used == 4600)
    #expect(meter.limit == 5000)
  }

  @Test(arguments: ["github", "stripe"] as [ProviderID])
  func `a revoked token is the credential's fault`(id: ProviderID) async throws {
    let result = try await probe(scenario(id, token: .revoked), id)
    #expect(result.outcome == .credential(.refused))
    #expect(result.reason.hasPrefix("key refused"))
  }

  @Test(arguments: [403, 429]) func `GitHub's secondary limit is no credential`(status: Int)
    async throws
  {
    let limited = Behaviour(latency: .zero, status: status, retryAfter: .seconds(30))
    let result = try await probe(scenario("github", api: limited), "github")
    #expect(result.retryAfter == .seconds(30))
    #expect(result.outcome.label == "throttled")
  }

  @Test(arguments: ["github", "stripe"] as [ProviderID])
  func `a quiet page is green`(id: ProviderID) async throws {
    let reading = try await page(scenario(id), id)
    #expect(reading.trouble == "")
    #expect(reading.state == .operational)
    #expect(reading.incidents.isEmpty)
  }

  @Test(
    arguments: [
      ("stripe", "API", SimulatedPage.ComponentState.partial, PageState.partial),
      ("github", "API Requests", .major, .major), ("github", "Actions", .major, .operational),
      ("github", "Webhooks", .maintenance, .maintenance),
    ] as [(ProviderID, String, SimulatedPage.ComponentState, PageState)])
  func `a red component is red where it concerns us`(
    id: ProviderID, component: String, state: SimulatedPage.ComponentState, expected: PageState
  ) async throws {
    let red = SimulatedPage(component: component, state: state, serving: .prompt)
    #expect(try await page(scenario(id, page: red), id).state == expected)
  }

  @Test func `an incident is dated back as the scenario says`() async throws {
    let incident = SimulatedPage.Incident(
      "Elevated errors", impact: .major, update: "<p>We look.</p>", started: .seconds(-360))
    let red = SimulatedPage(component: "API", state: .partial, incident: incident, serving: .prompt)
    let reading = try await page(scenario(page: red), "stripe")
    let shown = try #require(reading.incidents.first)
    #expect(shown.name == "Elevated errors")
    #expect(shown.startedAt == Scene.start + .seconds(-360))
    #expect(shown.latest == "We look.")
  }

  @Test func `a page that has not changed is not sent again`() async throws {
    try await playing(scenario()) { _, addresses, _ in
      let feed = try #require(Catalogue.builtIn["stripe"]?.page)
      var call = feed.request(overriding: addresses.page(of: "stripe"))
      let first = try await client.send(call)
      call.validators = Validators(etag: first.field("ETag"), lastModified: nil)
      let second = try await client.send(call)
      #expect(first.status == 200)
      #expect(second.status == 304)
      #expect(second.body.isEmpty)
    }
  }

  @Test(arguments: [
    ("POST", "/v1/payment_intents", "amount=1250&currency=usd", 200, #""amount_received":1250"#),
    ("POST", "/v1/payment_intents", "currency=usd", 400, "parameter_missing"),
    ("POST", "/v1/payment_intents", "amount=-5", 400, "parameter_missing"),
    ("GET", "/v1/payment_intents", "", 200, #""has_more":false"#),
    ("GET", "/v1/nothing", "", 404, "Unrecognized request URL"),
  ])
  func `Stripe's other routes answer`(
    method: String, path: String, body: String, status: Int, part: String
  ) async throws {
    try await playing(scenario()) { _, addresses, _ in
      let answer = try await client.send(
        request(method, path, at: addresses, body: method == "GET" ? "" : body))
      #expect(answer.status == status)
      #expect(answer.text.contains(part))
    }
  }

  @Test(
    arguments: [
      ("stripe", "/v1/balance", 401, nil), ("github", "/rate_limit", 200, "60"),
    ] as [(ProviderID, String, Int, String?)])
  func `a call without a key is refused, or served as anonymous`(
    id: ProviderID, path: String, status: Int, limit: String?
  ) async throws {
    try await playing(scenario(id)) { _, addresses, _ in
      let answer = try await client.send(request("GET", path, of: id, at: addresses, key: nil))
      #expect(answer.status == status)
      #expect(answer.field("X-RateLimit-Limit") == limit)
    }
  }

  @Test func `GitHub refuses calls beyond the limit but still tells the limit`() async throws {
    let used = scenario("github", usage: UsageChange(used: 5000, limit: 5000))
    try await playing(used) { _, addresses, _ in
      let path = "/repos/example/shop/releases/latest"
      let read = try await client.send(request("GET", path, of: "github", at: addresses))
      #expect(read.status == 403)
      #expect(read.field("X-RateLimit-Remaining") == "0")
      let limits = try await client.send(
        request("GET", "/rate_limit", of: "github", at: addresses))
      #expect(limits.status == 200)
    }
  }
}
