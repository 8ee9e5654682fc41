import FuseboxCore

/// How one simulated server is at one moment.
package struct ServerState: Sendable, Equatable {
  package var api = Behaviour()
  package var page = SimulatedPage()
  /// When the page became what it is, since the start.
  package var pageSince = Duration.zero
  package var token = Token.accepted
  package var usage = UsageLevel()

  package enum Token: String, Sendable, CaseIterable {
    case accepted, revoked
  }

  package init() {}

  mutating func apply(_ change: ServerChange, at elapsed: Duration) {
    if let api = change.api { self.api = api }
    if let page = change.page {
      self.page = page
      pageSince = elapsed
    }
    if let token = change.token { self.token = token }
    if let usage = change.usage { self.usage = self.usage.changed(usage, at: elapsed) }
  }
}

/// The parts of a server that a step replaces; nil leaves a part as it is.
package struct ServerChange: Sendable, Equatable {
  package var api: Behaviour?
  package var page: SimulatedPage?
  package var token: ServerState.Token?
  package var usage: UsageChange?

  package init(
    api: Behaviour? = nil, page: SimulatedPage? = nil, token: ServerState.Token? = nil,
    usage: UsageChange? = nil
  ) {
    self.api = api
    self.page = page
    self.token = token
    self.usage = usage
  }
}

/// How requests to one part of a server (its API, its page) are answered.
package struct Behaviour: Sendable, Equatable {
  /// What comes in place of a proper answer.
  package enum Fault: String, Sendable, CaseIterable {
    /// No answer at all.
    case hang
    /// The connection is reset.
    case reset
    /// Half of the answer, then the end of the connection.
    case cut
    /// 200 and a body of another kind.
    case garbage
    /// The answer byte by byte, one each `drip`.
    case drip
  }

  /// Until the answer starts, give or take a quarter.
  package var latency: Duration
  /// Other than 200 the answer has the provider's own error body.
  package var status: Int
  package var fault: Fault?
  /// The part of all requests that get `status` and `fault`; 0...1.
  package var share: Double
  /// For the `Retry-After` field.
  package var retryAfter: Duration?
  /// The text in an error body; empty: the provider's own words.
  package var message: String
  /// Error bodies repeat the credential that was sent, as careless servers do.
  package var echoesKey: Bool

  static let dripInterval = Duration.milliseconds(200)

  package init(
    latency: Duration = .milliseconds(40), status: Int = 200, fault: Fault? = nil,
    share: Double = 1, retryAfter: Duration? = nil, message: String = "", echoesKey: Bool = false
  ) {
    self.latency = latency
    self.status = status
    self.fault = fault
    self.share = share
    self.retryAfter = retryAfter
    self.message = message
    self.echoesKey = echoesKey
  }
}

/// What a status page says, and how it is served.
package struct SimulatedPage: Sendable, Equatable {
  /// The page's own words: `component.status` of the Statuspage API, version 2.
  package enum ComponentState: String, Sendable, CaseIterable {
    case operational
    case degraded = "degraded_performance"
    case partial = "partial_outage"
    case major = "major_outage"
    case maintenance = "under_maintenance"
  }

  package struct Incident: Sendable, Equatable {
    package enum Stage: String, Sendable, CaseIterable {
      case investigating, identified, monitoring, resolved
    }

    package enum Impact: String, Sendable, CaseIterable {
      case none, minor, major, critical
    }

    package var name: String
    package var stage: Stage
    package var impact: Impact
    /// HTML, as pages have it; may be empty.
    package var update: String
    /// Relative to the step; negative: the page dates it back.
    package var started: Duration

    package init(
      _ name: String, stage: Stage = .investigating, impact: Impact = .minor, update: String = "",
      started: Duration = .zero
    ) {
      self.name = name
      self.stage = stage
      self.impact = impact
      self.update = update
      self.started = started
    }
  }

  /// Announced work that is under way: it touches the component.
  package struct Maintenance: Sendable, Equatable {
    package var name: String
    /// Its announced end, since the step.
    package var until: Duration

    package init(_ name: String, until: Duration = .seconds(3600)) {
      self.name = name
      self.until = until
    }
  }

  /// The component that is not operational. A name that the page does not have is added to it.
  package var component: String?
  package var state: ComponentState
  package var incident: Incident?
  package var maintenance: Maintenance?
  package var serving: Behaviour

  package init(
    component: String? = nil, state: ComponentState = .operational, incident: Incident? = nil,
    serving: Behaviour = Behaviour()
  ) {
    self.component = component
    self.state = state
    self.incident = incident
    self.serving = serving
  }
}
