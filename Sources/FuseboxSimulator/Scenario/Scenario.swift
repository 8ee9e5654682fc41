import FuseboxCore

/// An incident written down: what servers do, and when. It never says what fusebox shows. The
/// file format is described in docs/scenarios.md.
package struct Scenario: Sendable, Equatable {
  /// What changes at one moment.
  package struct Change: Sendable, Equatable {
    package var servers: [ProviderID: ServerChange]
    /// The load on the demo's own application; nil leaves it as it is.
    package var load: CheckoutLoad?

    package init(servers: [ProviderID: ServerChange] = [:], load: CheckoutLoad? = nil) {
      self.servers = servers
      self.load = load
    }
  }

  package struct Step: Sendable, Equatable {
    /// Since the start.
    package var at: Duration
    /// What happens, for whoever reads the file or the log; may be empty.
    package var note: String
    /// Shown to the person who watches; may be empty.
    package var caption: String
    package var change: Change

    package init(at: Duration, note: String = "", caption: String = "", change: Change = Change()) {
      self.at = at
      self.note = note
      self.caption = caption
      self.change = change
    }
  }

  package var name: String
  /// The incident in a sentence; may be empty.
  package var about: String
  /// All chance in the servers and the application comes from it.
  package var seed: UInt64
  package var length: Duration
  /// How everything is at the start.
  package var opening: Change
  /// In the order of time.
  package var steps: [Step]

  package init(
    name: String, about: String = "", seed: UInt64 = 1, length: Duration,
    opening: Change = Change(), steps: [Step] = []
  ) {
    self.name = name
    self.about = about
    self.seed = seed
    self.length = length
    self.opening = opening
    self.steps = steps
  }

  /// What a server does this long after the start.
  package func state(of provider: ProviderID, at elapsed: Duration) -> ServerState {
    var state = ServerState()
    if let change = opening.servers[provider] { state.apply(change, at: .zero) }
    for step in steps where step.at <= elapsed {
      if let change = step.change.servers[provider] { state.apply(change, at: step.at) }
    }
    return state
  }

  /// The load on the demo's application this long after the start.
  package func load(at elapsed: Duration) -> CheckoutLoad {
    steps.last { $0.at <= elapsed && $0.change.load != nil }?.change.load ?? opening.load
      ?? CheckoutLoad()
  }
}

/// Who buys, and who hammers.
package struct CheckoutLoad: Sendable, Equatable {
  /// Orders a second, from a handful of customers.
  package var orders: Double
  /// Requests a second of single client addresses, on top.
  package var hits: [String: Double]

  package init(orders: Double = 5, hits: [String: Double] = [:]) {
    self.orders = orders
    self.hits = hits
  }
}
