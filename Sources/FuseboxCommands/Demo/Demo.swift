import ArgumentParser
import Foundation
import FuseboxAgent
import FuseboxCore
import FuseboxNet
import FuseboxSimulator

/// A played incident: simulated providers on loopback, a Redis, a small application, and the
/// program exactly as an installation runs it. Only the poll intervals are shorter, and the
/// header says so.
final class Demo: Sendable {
  let setup: Setup
  let runtime: Runtime
  let simulator: Simulator
  let addresses: Simulator.Addresses
  let checkout: Checkout
  private let work: Task<Void, Never>
  private let directory: URL

  /// Seconds between polls; everything else is at its default.
  static let pollSeconds = 2

  static func start(
    _ scenario: Scenario, sleeper: SystemSleeper, environment: [String: String]
  ) async throws -> Demo {
    let directory = FileManager.default.temporaryDirectory
      .appending(path: "fusebox-demo-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(
      at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let thread = CurlThread()
    let link = RedisLink(on: thread)
    let redis = DemoRedis(directory: directory, link: link, sleeper: sleeper)
    let simulator = Simulator(playing: scenario, by: sleeper, startRedis: redis.start)
    let addresses = try await simulator.start()
    let setup = try configuration(addresses, directory, scenario, environment)
    let runtime = try await Runtime.start(setup, sleeper)
    return Demo(
      setup: setup, runtime: runtime, simulator: simulator, addresses: addresses,
      link: link, thread: thread, sleeper: sleeper, directory: directory)
  }

  private init(
    setup: Setup, runtime: Runtime, simulator: Simulator, addresses: Simulator.Addresses,
    link: RedisLink, thread: CurlThread, sleeper: SystemSleeper, directory: URL
  ) {
    self.setup = setup
    self.runtime = runtime
    self.simulator = simulator
    self.addresses = addresses
    self.directory = directory
    let socket = CurlTransport(
      configuration: CurlTransport.Configuration(proxy: .none, unixSocket: setup.socketPath),
      on: thread)
    let permits = SocketPermits(client: RemoteClient(transport: socket, sleeper: sleeper))
    let origin = addresses.redis ?? Origin(scheme: "redis", host: "127.0.0.1", port: 6379)
    let shop = Shop(
      permits: permits, transport: CurlTransport(on: thread),
      limiter: RateLimiter(link: link, target: RedisTarget(origin: origin)),
      apis: addresses.apis,
      keys: ["stripe": Secret(Self.stripeKey), "github": Secret(Self.githubToken)])
    let log = LogFile(directory.appending(path: "checkout.log"))
    let checkout = Checkout(
      shop, playing: simulator.scenario, by: sleeper, log: { log.write($0) })
    self.checkout = checkout
    work = Task { await checkout.run() }
  }

  /// Keys that the simulated providers accept.
  static let stripeKey = "sk_test_demo_stripe"
  static let githubToken = "ghp_demo_github"

  /// Ends everything; the databases stay until `remove`.
  func stop() async {
    work.cancel()
    await work.value
    await runtime.stop()
    await simulator.stop()
  }

  /// Removes what the demo wrote.
  func remove() { try? FileManager.default.removeItem(at: directory) }

  /// The configuration goes the way of every configuration: a file, variables, the resolver.
  private static func configuration(
    _ addresses: Simulator.Addresses, _ directory: URL, _ scenario: Scenario,
    _ environment: [String: String]
  ) throws -> Setup {
    let interval = "{status: \(pollSeconds)s, probe: \(pollSeconds)s, usage: \(pollSeconds)s}"
    var text = "version: 1\nprofile: demo\ndefaults: {interval: \(interval)}\nproviders:\n"
    for (provider, key) in [("stripe", "api_key"), ("github", "token")] {
      guard let api = addresses.apis[ProviderID(provider)],
        let page = addresses.page(of: ProviderID(provider))
      else { continue }
      text += """
          \(provider):
            page: "\(page)"
            api: "\(api)"
            credentials: {\(key): "env:DEMO_\(provider.uppercased())"}
            interval: \(interval)
            fallback: \(provider == "stripe" ? "orders are kept and charged later" : "last known version shown")

        """
    }
    text += """
        redis:
          credentials: {url: "env:DEMO_REDIS"}
          limiters: [{prefix: "rl:", window: 15m, max: 100}]

      """
    let file = directory.appending(path: "config.yaml")
    try text.write(to: file, atomically: true, encoding: .utf8)
    var variables = environment
    variables["DEMO_STRIPE"] = stripeKey
    variables["DEMO_GITHUB"] = githubToken
    variables["DEMO_REDIS"] = addresses.redis.map { "redis://\($0.host):\($0.port)" } ?? ""
    for name in ["FUSEBOX_CONFIG", "FUSEBOX_STATE", "FUSEBOX_PROFILE"] { variables[name] = nil }
    for field in ["STRIPE_SECRET_KEY", "STRIPE_API_KEY", "GITHUB_TOKEN", "GH_TOKEN", "REDIS_URL"] {
      variables[field] = nil
    }
    let options = try CommonOptions.parse(
      ["--config", file.path, "--state", directory.path])
    let loader = SetupLoader(
      options: options, environment: variables, note: "polls every \(pollSeconds) s",
      seed: scenario.seed)
    return try CommonOptions.load(loader)
  }
}

/// Lines appended to a file.
final class LogFile: Sendable {
  private let path: String
  private let handle: Guarded<FileHandle?>

  init(_ file: URL) {
    path = file.path
    _ = FileManager.default.createFile(
      atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    handle = Guarded(FileHandle(forWritingAtPath: file.path))
  }

  func write(_ line: String) {
    handle.withLock { try? $0?.write(contentsOf: Data((line + "\n").utf8)) }
  }
}
