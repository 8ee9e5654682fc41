import FuseboxCore
import FuseboxSimulator
import FuseboxTestSupport

/// Some ticks of the application's work, with everything around it played.
struct CheckoutRun {
  let tally: CheckoutTally
  let requests: [HTTPRequest]
  let log: [String]

  init(
    _ permits: ScriptedPermits, status: Int, ticks: Int, hits: RedisValue = .integer(1)
  ) async throws {
    let loop = ManualLoop()
    let reach = Reach(host: "127.0.0.1", isPublic: false, connected: true)
    let transport = ScriptedTransport { _ in HTTPAnswer(status: status, reach: reach) }
    let origin = Origin(scheme: "redis", host: "127.0.0.1", port: 6379)
    let shop = Shop(
      permits: permits, transport: transport,
      limiter: RateLimiter(
        link: ScriptedLink(value: hits), target: RedisTarget(origin: origin)),
      apis: ["stripe": "http://127.0.0.1:1", "github": "http://127.0.0.1:2"],
      keys: ["stripe": Secret("sk_test_1"), "github": Secret("ghp_test_1")])
    let lines = Guarded<[String]>([])
    let scenario = Scenario(name: "test", length: .seconds(60))
    let checkout = Checkout(shop, playing: scenario, by: loop) { line in
      lines.withLock { $0.append(line) }
    }
    let work = Task { await checkout.run() }
    for tick in 1...ticks {
      await loop.timers(atLeast: 1)
      if tick < ticks { loop.advance(by: .milliseconds(200)) }
    }
    work.cancel()
    await work.value
    tally = checkout.tally
    requests = transport.requests
    log = lines.withLock { $0 }
  }
}

/// Gives every call the same answer and remembers the reports.
final class ScriptedPermits: PermitClient {
  struct Report: Equatable {
    var permit: String
    var outcome: Outcome
  }

  private let answer: PermitAnswer
  private let reports = Guarded<[Report]>([])

  init(_ answer: PermitAnswer) { self.answer = answer }

  var done: [Report] { reports.withLock { $0 } }

  func admit(_ provider: ProviderID, client: String) async -> PermitAnswer { answer }

  func done(_ permit: String, outcome: Outcome, milliseconds: Int64) async {
    reports.withLock { $0.append(Report(permit: permit, outcome: outcome)) }
  }
}

/// A Redis whose counter always says the same.
private struct ScriptedLink: KeyValueLink {
  let value: RedisValue

  func run(
    _ commands: [[String]], on target: RedisTarget, deadline: Duration, byteCap: Int
  ) async throws(TransportFailure) -> RedisReply {
    RedisReply(
      values: [value, .integer(1)], timings: Timings(),
      reach: Reach(host: "127.0.0.1", isPublic: false, connected: true))
  }
}
