import FuseboxCore

/// One value of everything that is written down, with no field left at its default.
enum Samples {
  static let time = WallTime(milliseconds: 1_795_444_327_250)
  static let later = time + .seconds(90)
  static let reach = Reach(host: "api.stripe.com", isPublic: true, connected: true)
  static let timings = Timings(lookup: 1, connect: 2, tls: 3, firstByte: 40_000, total: 41_000)
  static let actor = Actor(
    name: "mara", nameSource: "FUSEBOX_ACTOR", uid: 1000, tty: "pts/3", sshClient: "10.0.0.9")

  static let facts = ProviderFacts(
    provider: "stripe", name: "Stripe", category: "payments", credential: .present,
    credentialName: "STRIPE_API_KEY", pageURL: "https://www.stripestatus.com",
    probeInterval: 300, owner: "payments", runbook: "https://wiki.example.com/stripe",
    tier: "Standard", fallback: "orders wait", dependsOn: ["redis"], reviewBy: "2027-01-01")
  static let agent = AgentFacts(
    boot: "b1", startedAt: time, profile: "prod-eu", version: "0.1.0", pid: 4711,
    note: "polls every 2 s", providers: [facts])
  static let page = PageReading(
    provider: "stripe", at: time, state: .partial, headline: "API partial",
    components: [.init(name: "API", state: .partial, inScope: true, updatedAt: time)],
    incidents: [
      .init(
        name: "Errors", state: .partial, stage: "identified", inScope: true, startedAt: time,
        updatedAt: later, latest: "We are \"looking\".\n=1+1")
    ],
    maintenanceUntil: later, reach: reach, timings: timings, unchanged: true)
  static let call = CallReading(
    provider: "stripe", signal: .probe, operation: "balance.retrieve", source: .poll, at: time,
    outcome: .throttled(until: later), reason: "throttled: 30 s", status: 429, timings: timings,
    reach: reach)
  static let meter = MeterReading(
    provider: "stripe", meter: "requests", title: "API requests", kind: .sum, unit: .count,
    at: time, used: 450, limit: 1000, alertAt: 900, tier: "Standard",
    periodStart: time + .seconds(-15 * 86_400), periodEnd: time + .seconds(15 * 86_400),
    zone: "Europe/Berlin", source: "counted")
  static let limiter = LimiterReading(
    provider: "redis", at: time, prefix: "rl:", max: 100, windowSeconds: 900, clients: 12,
    limited: [.init(maskedKey: "1.2.•.•", hits: 101, resetsInSeconds: 60)], limitedCount: 1,
    complete: false)
  static let traffic = TrafficReading(
    provider: "stripe", at: time, client: "checkout", admitted: 9, refused: 3, completed: 8,
    failed: 2, useless: 1, slowest: 900_000)
  static let breaker = BreakerStatus(
    provider: "stripe", at: time, state: .open, since: time, probeAt: later, pausedUntil: later,
    window: JudgedWindow(kind: .traffic, calls: 40, failures: 24, useless: 1, minimum: 10),
    threshold: 50, attempt: 2, waitMilliseconds: 60_000, probesOut: 1, probeSuccesses: 0,
    probesNeeded: 1, refused: 7, late: 1, from: .closed,
    why: .because(
      .failureRate(failed: 24, of: 40, threshold: 50, exclusive: false), lastError: "503",
      waitMilliseconds: 30_000))
  static let audit = AuditRecord(
    id: "b1-1", at: time, provider: "stripe", action: .trip, actor: actor,
    reason: "page red: \u{201C}API\u{201D}", from: .closed, to: .forcedOpen,
    override: Override(
      provider: "stripe", kind: .forcedOpen, actor: actor, reason: "page red", since: time,
      until: later, revision: 3),
    revision: 3, audited: true)
  static let recovered = RecoveredOverride(
    provider: "stripe", override: audit.override, revision: 3)
  static let verdict = VerdictChange(
    provider: "stripe", since: time,
    verdict: Verdict(
      blame: .them, cause: .notAdmitted,
      reason: .failing(
        FailedCalls(failures: 24, calls: 40, last: .serverError(status: 503, words: "503")),
        page: .fine)))
  static let alert = MeterAlert(
    provider: "stripe", meter: "requests", title: "API requests", at: time, level: .pastAlert,
    used: 950, limit: 1000, unit: .count)
  static let store = StoreHealth(
    file: "history.db", condition: .readOnly, message: "history.db: read-only", unaudited: 2)

  static let events: [Event] = [
    .started(agent), .page(page), .call(call), .meter(meter), .limiter(limiter),
    .traffic(traffic), .breaker(breaker), .override(audit), .verdict(verdict), .alert(alert),
    .store(store), .heartbeat, .recovered(recovered),
  ]

  static let envelopes = events.enumerated().map { index, event in
    Envelope(seq: Int64(index + 1), wall: time, boot: "b1", event: event)
  }

  /// The same as they were when reasons were sentences: before schema 3.
  static let toldEnvelopes = envelopes.map { envelope in
    var told = envelope
    switch envelope.event {
    case .breaker(var status):
      status.why = .told("24 of 40 calls failed (503)")
      told.event = .breaker(status)
    case .verdict(var change):
      change.verdict.reason = .told("5xx, page says fine")
      told.event = .verdict(change)
    case .alert(var alert):
      (alert.used, alert.limit) = (0, nil)
      alert.told = "API requests 950 of 1,000 (95 %), alert at 900"
      told.event = .alert(alert)
    default: break
    }
    return told
  }

  static var board: Board { board(of: envelopes) }

  static func board(of envelopes: [Envelope]) -> Board {
    var board = Board()
    for envelope in envelopes { board.apply(envelope) }
    return board
  }
}
