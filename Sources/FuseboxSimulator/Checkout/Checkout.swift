import FuseboxCore

/// The demo's application: takes orders, counts each client in the limiter, charges through Stripe
/// and looks at GitHub now and then. It asks before each call and reports after it, through the
/// same socket as any other application; where it is refused it uses its fallback.
package final class Checkout: Sendable {
  package static let name = "checkout"

  private let shop: Shop
  private let scenario: Scenario
  private let clock: ScenarioClock
  private let counted = Guarded(CheckoutTally())
  private let log: @Sendable (String) -> Void

  /// The scenario's time begins here.
  /// - Parameter log: gets one line for each thing worth telling.
  package init(
    _ shop: Shop, playing scenario: Scenario, by loop: any Loop,
    log: @escaping @Sendable (String) -> Void
  ) {
    self.shop = shop
    self.scenario = scenario
    self.clock = ScenarioClock(loop)
    self.log = log
  }

  package var tally: CheckoutTally { counted.withLock { $0 } }

  /// Works until the task is cancelled.
  package func run() async {
    var requests = RequestPlan(seed: scenario.seed)
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        let load = scenario.load(at: clock.elapsed)
        for request in requests.next(load) where tally.isIdleEnough {
          counted.withLock { $0.underWay += 1 }
          group.addTask { await self.serve(request) }
        }
        await clock.wait(RequestPlan.tick)
      }
    }
  }

  private func serve(_ request: RequestPlan.Request) async {
    defer { counted.withLock { $0.underWay -= 1 } }
    counted.withLock { $0.requests += 1 }
    switch await shop.limiter.hit(request.client) {
    case .limited:
      return counted.withLock { $0.limited += 1 }
    case .closed(let why):
      counted.withLock { $0.closed += 1 }
      return log("request refused: limiter fails closed (\(why))")
    case .allowed: break
    }
    guard let amount = request.amount else { return }
    await call(shop.charge(amount), of: "stripe", fallback: "order kept, charged later")
    if request.looksAtRelease {
      await call(shop.latestRelease, of: "github", fallback: "last known version shown")
    }
  }

  private func call(
    _ request: HTTPRequest?, of provider: ProviderID, fallback: String
  ) async {
    guard let request else { return }
    switch await shop.permits.admit(provider, client: Self.name) {
    case .refused(let why, _):
      counted.withLock { $0.fallbacks[provider, default: 0] += 1 }
      log("\(provider) refused (\(why)): \(fallback)")
    case .unguarded: _ = await send(request, to: provider)
    case .permit(let id):
      let start = clock.elapsed
      let outcome = await send(request, to: provider)
      await shop.permits.done(
        id, outcome: outcome, milliseconds: (clock.elapsed - start).milliseconds)
    }
  }

  private func send(_ request: HTTPRequest, to provider: ProviderID) async -> Outcome {
    let outcome = await shop.outcome(of: request)
    counted.withLock {
      $0.calls[provider, default: 0] += 1
      if outcome != .success { $0.failures[provider, default: 0] += 1 }
    }
    return outcome
  }
}

/// What the application has done since its start.
package struct CheckoutTally: Sendable, Equatable {
  package var requests = 0
  /// Turned away by the limiter.
  package var limited = 0
  /// Turned away because the limiter's Redis did not answer.
  package var closed = 0
  /// Calls made, and those without success.
  package var calls: [ProviderID: Int] = [:]
  package var failures: [ProviderID: Int] = [:]
  /// Calls not made because a breaker was open.
  package var fallbacks: [ProviderID: Int] = [:]
  var underWay = 0

  /// A provider that hangs must not pile up requests without end.
  var isIdleEnough: Bool { underWay < 64 }
}
