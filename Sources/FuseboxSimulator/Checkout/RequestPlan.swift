import FuseboxCore

/// Who asks what of the application in each tick: the same requests for the same seed.
struct RequestPlan {
  struct Request: Equatable {
    var client: String
    /// Of an order, in cents; nil for a request that only looks around.
    var amount: Int64?
    var looksAtRelease = false
  }

  static let tick = Duration.milliseconds(200)

  /// One order in so many also looks at GitHub.
  private static let releaseEvery = 5
  private static let mostPerTick = 20.0
  private static let customers = (1...12).map { "198.51.100.\($0)" }

  private var chance: SeededGenerator
  /// Requests owed to a client, a fraction of the next one included; the customers' under "".
  private var owed: [String: Double] = [:]
  private var orders = 0

  init(seed: UInt64) { chance = SeededGenerator(seed: seed) }

  /// The requests of the next tick.
  mutating func next(_ load: CheckoutLoad) -> [Request] {
    var requests: [Request] = []
    for _ in 0..<due("", load.orders) {
      orders += 1
      requests.append(
        Request(
          client: Self.customers.randomElement(using: &chance) ?? "198.51.100.1",
          amount: Int64.random(in: 500...25_000, using: &chance),
          looksAtRelease: orders.isMultiple(of: Self.releaseEvery)))
    }
    for (client, rate) in load.hits.sorted(by: { $0.key < $1.key }) {
      requests += (0..<due(client, rate)).map { _ in Request(client: client, amount: nil) }
    }
    return requests
  }

  private mutating func due(_ client: String, _ rate: Double) -> Int {
    let sum = owed[client, default: 0] + min(rate * Self.tick.inSeconds, Self.mostPerTick)
    let whole = (sum + 1e-9).rounded(.down)
    owed[client] = sum - whole
    return Int(whole)
  }
}
