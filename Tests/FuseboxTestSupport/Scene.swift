import FuseboxCore

/// Builds a board by folding events, as the agent would: tests never set a board's fields.
package struct Scene {
  package private(set) var board = Board()
  /// 2026-11-23T14:00:00Z unless told otherwise.
  package var now: WallTime

  package static let start = WallTime(seconds: 1_795_442_400)

  package init(_ providers: [ProviderFacts], at now: WallTime = Scene.start) {
    self.now = now
    publish(
      .started(
        AgentFacts(
          boot: "b1", startedAt: now, profile: "test", version: "0", pid: 1, providers: providers)))
  }

  package mutating func publish(_ event: Event) {
    let seq = board.seq + (event == .heartbeat ? 0 : 1)
    board.apply(Envelope(seq: seq, wall: now, boot: "b1", event: event))
  }

  package mutating func advance(_ duration: Duration) { now = now + duration }

  /// A probe that ended now.
  package mutating func probe(
    _ provider: ProviderID, _ outcome: Outcome, reason: String = "", status: Int? = nil,
    took milliseconds: Int64 = 100, host: String = "127.0.0.1", isPublic: Bool = false,
    connected: Bool = true
  ) {
    publish(
      .call(
        CallReading(
          provider: provider, signal: .probe, operation: "test.probe", source: .poll, at: now,
          outcome: outcome, reason: reason, status: status,
          timings: Timings(total: milliseconds * 1000),
          reach: Reach(host: host, isPublic: isPublic, connected: connected))))
  }

  /// A page read now.
  package mutating func page(
    _ provider: ProviderID, _ state: PageState = .operational, headline: String = "",
    trouble: String = "",
    incidents: [PageReading.Incident] = [], maintenanceUntil: WallTime? = nil,
    host: String = "127.0.0.1", isPublic: Bool = false, connected: Bool = true
  ) {
    publish(
      .page(
        PageReading(
          provider: provider, at: now, state: state, trouble: trouble, headline: headline,
          incidents: incidents, maintenanceUntil: maintenanceUntil,
          reach: Reach(host: host, isPublic: isPublic, connected: connected))))
  }

  /// The breaker as it is now.
  package mutating func breaker(
    _ provider: ProviderID, _ state: BreakerState, from: BreakerState? = nil, calls: Int64 = 0,
    failures: Int64 = 0, useless: Int64? = nil, minimum: Int64 = 3, pausedUntil: WallTime? = nil
  ) {
    let window = JudgedWindow(
      kind: .polls, calls: calls, failures: failures, useless: useless ?? failures,
      minimum: minimum)
    publish(
      .breaker(
        BreakerStatus(
          provider: provider, at: now, state: state, since: now,
          probeAt: state == .open ? now + .seconds(30) : nil, pausedUntil: pausedUntil,
          window: window, threshold: 50, forced: board[provider]?.breaker.override?.kind,
          from: from,
          why: from == nil ? nil : .told("test"))))
  }

  /// The row of a provider, judged now.
  package func row(_ provider: ProviderID) -> Assessment? {
    Judge.assess(provider, in: board, at: now)
  }

  package static let mara = Actor(name: "mara", nameSource: "FUSEBOX_ACTOR", uid: 1000)
}

extension ProviderFacts {
  /// A provider with a page and a credential that works.
  package static func probed(_ id: ProviderID, probeInterval: Int64 = 60) -> ProviderFacts {
    ProviderFacts(
      provider: id, name: id.rawValue, category: "test", credential: .present,
      credentialName: "\(id.rawValue.uppercased())_KEY", probeInterval: probeInterval)
  }

  /// A provider without a credential reference.
  package static func pageOnly(_ id: ProviderID) -> ProviderFacts {
    ProviderFacts(provider: id, name: id.rawValue, category: "test")
  }
}
