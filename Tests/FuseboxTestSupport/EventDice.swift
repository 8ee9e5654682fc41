import FuseboxCore

/// A random but repeatable life of an agent: numbered events of every kind, of several providers
/// and of one that is not shown, with restarts and heartbeats between.
package struct EventDice {
  private var dice: SeededGenerator
  private var now = Scene.start
  private var seq: Int64 = 0
  private var boot = 0
  private var records: [AuditRecord] = []

  package static let shown: [ProviderID] = ["stripe", "github", "redis"]

  package init(seed: UInt64) { dice = SeededGenerator(seed: seed) }

  /// The first is an agent's start.
  package mutating func envelopes(_ count: Int) -> [Envelope] {
    [envelope(started())] + (1..<count).map { _ in envelope(event()) }
  }

  private mutating func envelope(_ event: Event) -> Envelope {
    now = now + .milliseconds(roll(0...40_000))
    if event != .heartbeat { seq += 1 }
    return Envelope(seq: seq, wall: now, boot: "b\(boot)", event: event)
  }

  private mutating func roll(_ range: ClosedRange<Int64>) -> Int64 {
    Int64.random(in: range, using: &dice)
  }

  private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
    choices[Int.random(in: choices.indices, using: &dice)]
  }

  private mutating func event() -> Event {
    let id = pick(Self.shown + ["not-shown"])
    switch roll(0...99) {
    case 0..<2: return started()
    case 2..<8: return .heartbeat
    case 8..<20: return page(id)
    case 20..<45: return call(id)
    case 45..<55: return meter(id)
    case 55..<65: return traffic(id)
    case 65..<78: return breaker(id)
    case 78..<88: return override(id)
    case 88..<93: return verdict(id)
    case 93..<96:
      return .alert(
        MeterAlert(
          provider: id, meter: "reads", title: "reads", at: now,
          level: pick([.below, .pastAlert, .atLimit]), used: Int64(roll(0...120)),
          limit: pick([nil, 100]), unit: .count))
    case 96..<98:
      return .limiter(
        LimiterReading(
          provider: id, at: now, prefix: "rl:", max: 10, windowSeconds: 60, clients: 3,
          limited: [], limitedCount: roll(0...3), complete: true))
    default:
      return .store(
        StoreHealth(file: "history.db", condition: pick(StoreHealth.Condition.allCases)))
    }
  }

  private mutating func started() -> Event {
    boot += 1
    // Now and then a provider has lost its key, or is gone.
    let providers = Self.shown.filter { _ in roll(0...9) > 0 }
      .map { roll(0...9) > 0 ? ProviderFacts.probed($0) : .pageOnly($0) }
    return .started(
      AgentFacts(
        boot: "b\(boot)", startedAt: now, profile: "p", version: "0", pid: 1,
        providers: providers))
  }

  private mutating func reach() -> Reach {
    Reach(host: "x.example", isPublic: roll(0...1) == 0, connected: roll(0...3) > 0)
  }

  private mutating func page(_ id: ProviderID) -> Event {
    .page(
      PageReading(
        provider: id, at: now, state: pick(PageState.allCases), headline: pick(["", "API"]),
        reach: reach(), timings: Timings(total: roll(1...3_000_000))))
  }

  private mutating func call(_ id: ProviderID) -> Event {
    let outcome: Outcome = pick([
      .success, .success, .failure(.server), .failure(.transport), .caller, .wiring,
      .throttled(until: now), .credential(.expired),
    ])
    return .call(
      CallReading(
        provider: id, signal: pick([.probe, .probe, .usage]), operation: "x", source: .poll,
        at: now, outcome: outcome, reason: "words", status: pick([nil, 503]),
        timings: Timings(total: roll(1...3_000_000)), reach: reach(), notes: pick([nil, ["n"]])))
  }

  private mutating func meter(_ id: ProviderID) -> Event {
    .meter(
      MeterReading(
        provider: id, meter: pick(["reads", "mails"]), title: "reads",
        kind: pick([.sum, .level, .window]), unit: .count, at: now, used: roll(0...120),
        limit: pick([nil, 100]), alertAt: pick([nil, 90])))
  }

  private mutating func traffic(_ id: ProviderID) -> Event {
    .traffic(
      TrafficReading(
        provider: id, at: now, client: pick(["shop", "cron"]), admitted: 5, refused: roll(0...2),
        completed: roll(0...5), failed: roll(0...1), slowest: roll(0...9)))
  }

  private mutating func breaker(_ id: ProviderID) -> Event {
    let failures = roll(0...5)
    return .breaker(
      BreakerStatus(
        provider: id, at: now, state: pick(BreakerState.allCases), since: now,
        window: JudgedWindow(
          kind: .polls, calls: 5, failures: failures, useless: failures, minimum: 3),
        threshold: 50, attempt: Int(roll(0...2)), from: pick([nil] + BreakerState.allCases)))
  }

  /// A change, or an older one once more, as written.
  private mutating func override(_ id: ProviderID) -> Event {
    if let place = records.indices.randomElement(using: &dice), roll(0...2) == 0 {
      records[place].audited = true
      return .override(records[place])
    }
    let revision = Int64(records.count + 1)
    let override = Override(
      provider: id, kind: .forcedOpen, actor: Scene.mara, reason: "bad deploy 4411", since: now,
      until: nil, revision: revision)
    var record = AuditRecord(
      id: "b\(boot)-\(records.count)", at: now, provider: id, action: .trip, actor: Scene.mara,
      reason: "bad deploy 4411", from: .closed, to: .forcedOpen, override: override,
      revision: revision)
    if roll(0...1) == 0 { (record.action, record.override) = (.reset, nil) }
    records.append(record)
    return .override(record)
  }

  private mutating func verdict(_ id: ProviderID) -> Event {
    .verdict(
      VerdictChange(
        provider: id, since: now,
        verdict: Verdict(
          blame: pick(Blame.allCases), cause: pick(Cause.allCases),
          reason: pick([nil, .probing, .told("words")]))))
  }
}
