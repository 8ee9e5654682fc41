import Foundation
import FuseboxAgent
import FuseboxCore
import FuseboxNet
import FuseboxSimulator
import FuseboxSystem

/// A played incident: simulated providers on loopback, a Redis, a small application, and the
/// program exactly as an installation runs it.
final class Demo: Sendable {
  let setup: Setup
  let runtime: Runtime
  let simulator: Simulator
  let checkout: Checkout
  private let work: Task<Void, Never>

  /// Starts everything, or leaves nothing behind.
  static func start(
    _ scenario: Scenario, _ screen: ScreenOptions, environment: [String: String],
    loop: SystemLoop
  ) async throws -> Demo {
    let directory = FileManager.default.temporaryDirectory
      .appending(path: "fusebox-demo-\(UUID().uuidString.prefix(8))")
    do {
      try StateDirectory.make(directory)
      let thread = loop.thread
      let link = RedisLink(on: thread)
      let redis = DemoRedis(directory: directory, link: link, loop: loop)
      let simulator = Simulator(playing: scenario, by: loop, startRedis: redis.start)
      let addresses = try await simulator.start()
      do {
        let setup = try DemoConfiguration(addresses: addresses, directory: directory)
          .setup(environment, screen, seed: scenario.seed)
        let shop = try shop(setup, addresses, link, thread, loop)
        let log = try LogFile(directory.appending(path: "checkout.log").path)
        let checkout = Checkout(shop, playing: scenario, by: loop, log: { log.write($0) })
        return Demo(setup, try await Runtime.start(setup, loop), simulator, checkout)
      } catch {
        await simulator.stop()
        throw error
      }
    } catch {
      try? FileManager.default.removeItem(at: directory)
      throw error
    }
  }

  private init(
    _ setup: Setup, _ runtime: Runtime, _ simulator: Simulator, _ checkout: Checkout
  ) {
    self.setup = setup
    self.runtime = runtime
    self.simulator = simulator
    self.checkout = checkout
    work = Task { await checkout.run() }
  }

  /// The application's connections: it asks the agent over its socket, as any would.
  private static func shop(
    _ setup: Setup, _ addresses: Simulator.Addresses, _ link: RedisLink, _ thread: CurlThread,
    _ loop: SystemLoop
  ) throws -> Shop {
    let socketPath = try setup.requiredSocketPath()
    let socket = CurlTransport(
      configuration: CurlTransport.Configuration(proxy: .none, unixSocket: socketPath),
      on: thread)
    let client = RemoteClient(transport: socket, loop: loop, version: Version.current)
    let origin = addresses.redis ?? Origin(scheme: "redis", host: "127.0.0.1", port: 6379)
    return Shop(
      permits: SocketPermits(client: client),
      transport: CurlTransport(on: thread),
      limiter: RateLimiter(link: link, target: RedisTarget(origin: origin)),
      apis: addresses.apis, keys: DemoConfiguration.keys)
  }

  /// Ends everything; the databases stay until `remove`.
  func stop() async {
    work.cancel()
    await work.value
    await runtime.stop()
    await simulator.stop()
  }

  /// Removes what the demo wrote.
  func remove() { try? FileManager.default.removeItem(at: setup.directory) }
}
