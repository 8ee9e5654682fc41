import FuseboxCore
import FuseboxNet
import FuseboxSimulator
import FuseboxTestSupport

/// Runs `use` against the servers of a scenario, which are stopped afterwards. Their time stands
/// still until the test moves it; answers take no time unless the scenario says so.
func playing(
  _ scenario: Scenario, use: (Simulator, Simulator.Addresses, ManualLoop) async throws -> Void
) async throws {
  let loop = ManualLoop()
  let simulator = Simulator(playing: scenario, by: loop)
  let addresses = try await simulator.start()
  do {
    try await use(simulator, addresses, loop)
  } catch {
    await simulator.stop()
    throw error
  }
  await simulator.stop()
}

/// A scenario in which one provider's API behaves so from the start.
func scenario(
  _ provider: ProviderID = "stripe", api: Behaviour = .prompt, page: SimulatedPage = .prompt,
  token: ServerState.Token? = nil, usage: UsageChange? = nil, seed: UInt64 = 1
) -> Scenario {
  let change = ServerChange(api: api, page: page, token: token, usage: usage)
  return Scenario(
    name: "test", seed: seed, length: .seconds(60),
    opening: Scenario.Change(servers: [provider: change]))
}

extension Behaviour {
  /// Without any wait.
  static let prompt = Behaviour(latency: .zero)
}

extension SimulatedPage {
  static let prompt = SimulatedPage(serving: .prompt)
}

/// A request with a key to a simulated provider.
func request(
  _ method: String = "GET", _ path: String, of provider: ProviderID = "stripe",
  at addresses: Simulator.Addresses, key: String? = "sk_test_1", body: String = "",
  deadline: Duration = .seconds(10)
) throws -> HTTPRequest {
  let api = addresses.apis[provider] ?? ""
  guard let origin = Origin(api) else { throw NoAddress() }
  return HTTPRequest(
    method: method, url: api + path, headers: [HTTPField("User-Agent", "test")],
    body: Array(body.utf8),
    credentials: [key].compactMap(\.self).map {
      BoundCredential(origin: origin, header: "Authorization", value: Secret("Bearer \($0)"))
    }, deadline: deadline)
}

/// The simulator has no such provider.
struct NoAddress: Error {}

extension HTTPAnswer {
  var text: String { String(decoding: body, as: UTF8.self) }
}
