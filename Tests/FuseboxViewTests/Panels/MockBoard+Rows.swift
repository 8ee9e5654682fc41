import FuseboxCore

/// The parts that rows are made of.
extension MockBoard {
  /// A row whose page is green and whose last two probes were answered, `age` seconds old.
  static func fine(
    _ id: ProviderID, age: Int64, latency: Int64 = 100, fails: (Int64, Int64)? = (0, 5),
    interval: Int64 = 60
  ) -> ProviderState {
    var facts = ProviderFacts(
      provider: id, name: id.rawValue, category: "test", credential: .present,
      credentialName: "\(id.rawValue.uppercased())_KEY", pageURL: "https://status.\(id).com")
    facts.statusInterval = interval
    facts.probeInterval = interval
    var state = ProviderState(facts: facts)
    let at = now + .seconds(-age)
    state.page.latest = page(id, .operational, at: now + .seconds(-1))
    state.page.lastRead = state.page.latest
    state.calls.recent = [
      call(id, at: at, latency: latency), call(id, at: at + .seconds(-interval), latency: latency),
    ]
    if let (useless, calls) = fails {
      state.breaker.status = breaker(id, useless: useless, of: calls)
    }
    state.calls.minutes = minutes([1, 1, 2, 1, 1, 3, 1, 1, 2, 1])
    return state
  }

  static func page(
    _ id: ProviderID, _ state: PageState, headline: String = "", at: WallTime
  ) -> PageReading {
    PageReading(
      provider: id, at: at, state: state, headline: headline,
      reach: Reach(host: "status.\(id).com", isPublic: true, connected: true))
  }

  static func call(
    _ id: ProviderID, _ outcome: Outcome = .success, reason: String = "", status: Int = 200,
    at: WallTime, latency: Int64 = 100
  ) -> CallReading {
    CallReading(
      provider: id, signal: .probe, operation: "balance.retrieve", source: .poll, at: at,
      outcome: outcome, reason: reason, status: status,
      timings: Timings(
        lookup: 1000, connect: 9000, tls: 21_000, firstByte: (latency - 1) * 1000,
        total: latency * 1000),
      reach: Reach(host: "api.\(id).com", isPublic: true, connected: true))
  }

  static func breaker(
    _ id: ProviderID, _ state: BreakerState = .closed, useless: Int64, of calls: Int64,
    failures: Int64? = nil, since: String = "09:00:00"
  ) -> BreakerStatus {
    let isTraffic = calls >= 10
    return BreakerStatus(
      provider: id, at: now, state: state, since: time(since),
      window: JudgedWindow(
        kind: isTraffic ? .traffic : .polls, calls: calls, failures: failures ?? useless,
        useless: useless, minimum: isTraffic ? 10 : 3),
      threshold: 50)
  }

  /// A level that goes nowhere, with its alert at nine tenths of the limit.
  static func level(
    _ id: ProviderID, _ title: String, _ used: Int64, of limit: Int64, unit: MeterUnit = .count
  ) -> MeterState {
    MeterState(
      latest: MeterReading(
        provider: id, meter: title, title: title, kind: .level, unit: unit,
        at: now + .seconds(-60), used: used, limit: limit, alertAt: limit / 10 * 9))
  }

  /// A monthly sum that grew by `growth` in the last three days.
  static func sum(
    _ id: ProviderID, _ title: String, _ used: Int64, of limit: Int64, growth: Int64,
    unit: MeterUnit = .count
  ) -> MeterState {
    var meter = level(id, title, used, of: limit, unit: unit)
    meter.latest.kind = .sum
    meter.latest.periodStart = WallTime(rfc3339: "2026-11-01T00:00:00Z")
    meter.latest.periodEnd = WallTime(rfc3339: "2026-12-01T00:00:00Z")
    meter.points = [.init(at: meter.latest.at + .seconds(-3 * 86_400), used: used - growth)]
    return meter
  }

  static func minutes(_ levels: [Int64]) -> [MinuteSummary] {
    levels.enumerated().map { index, level in
      var minute = MinuteSummary(minute: time("14:\(23 + index):00"))
      minute.calls = 1
      minute.slowest = level * 100_000
      return minute
    }
  }

  static func verdict(
    _ id: ProviderID, _ blame: Blame, _ cause: Cause, since: String
  ) -> VerdictChange {
    VerdictChange(
      provider: id, since: time(since), verdict: Verdict(blame: blame, cause: cause, reason: nil))
  }
}
