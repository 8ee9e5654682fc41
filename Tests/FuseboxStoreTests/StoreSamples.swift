import FuseboxCore

/// Events and records in numbers.
enum StoreSamples {
  static let time = StoreFixture.start
  static let actor = Actor(name: "mara", nameSource: "login", uid: 1000)

  static let agent = AgentFacts(
    boot: "b1", startedAt: time, profile: "test", version: "1", pid: 1,
    providers: [
      ProviderFacts(provider: "stripe", name: "Stripe", category: "payments"),
      ProviderFacts(provider: "github", name: "GitHub", category: "code"),
    ])

  static func started(seq: Int64 = 1) -> Envelope {
    Envelope(seq: seq, wall: time, boot: "b1", event: .started(agent))
  }

  static func call(
    seq: Int64, at wall: WallTime = time, provider: ProviderID = "stripe",
    outcome: Outcome = .success, milliseconds: Int64 = 40
  ) -> Envelope {
    let reading = CallReading(
      provider: provider, signal: .probe, operation: "balance.retrieve", source: .poll, at: wall,
      outcome: outcome, reason: "", timings: Timings(total: milliseconds * 1000),
      reach: Reach(host: "api.stripe.com", isPublic: true, connected: true))
    return Envelope(seq: seq, wall: wall, boot: "b1", event: .call(reading))
  }

  static func opened(
    seq: Int64, at wall: WallTime = time, provider: ProviderID = "stripe"
  ) -> Envelope {
    let status = BreakerStatus(
      provider: provider, at: wall, state: .open, since: wall,
      window: JudgedWindow(kind: .polls, calls: 3, failures: 3, useless: 0, minimum: 3),
      threshold: 50, from: .closed, why: .told("3 of 3 calls failed (503)"))
    return Envelope(seq: seq, wall: wall, boot: "b1", event: .breaker(status))
  }

  static func store(seq: Int64) -> Envelope {
    let health = StoreHealth(file: "history.db", condition: .full, message: "full")
    return Envelope(seq: seq, wall: time, boot: "b1", event: .store(health))
  }

  /// A trip at an odd revision, its reset at an even one.
  static func record(
    _ revision: Int64, provider: ProviderID = "stripe", reason: String = "page red"
  ) -> AuditRecord {
    let isTrip = revision % 2 == 1
    let override = Override(
      provider: provider, kind: .forcedOpen, actor: actor, reason: reason, since: time,
      until: nil, revision: revision)
    return AuditRecord(
      id: "b1-\(provider)-\(revision)", at: time + .seconds(revision), provider: provider,
      action: isTrip ? .trip : .reset, actor: actor, reason: reason,
      from: isTrip ? .closed : .forcedOpen, to: isTrip ? .forcedOpen : .closed,
      override: isTrip ? override : nil, revision: revision)
  }

  static func fold(_ envelopes: [Envelope]) -> Board {
    var board = Board()
    for envelope in envelopes { board.apply(envelope) }
    return board
  }
}

extension EventLog {
  /// Appends events as a hub does whose board shows the sample agent's providers.
  func append(_ envelopes: [Envelope]) {
    var board = StoreSamples.fold([StoreSamples.started()])
    (board.seq, board.changes) = (0, [])
    for envelope in envelopes {
      board.apply(envelope)
      append(envelope, changes: board.changes.filter { $0.seq == envelope.seq })
    }
  }
}
