/// One provider's facts, read at one moment: the definitions under the verdict table.
struct JudgedRow {
  let provider: ProviderState
  let now: WallTime
  let calls: CallHealth
  let page: PageHealth
  /// The meter that runs out first: by its forecast, else the fullest.
  let gauge: MeterState?

  init(_ provider: ProviderState, at now: WallTime) {
    self.provider = provider
    self.now = now
    calls = CallHealth(provider, at: now)
    page = PageHealth(provider, at: now)
    gauge = Self.tightest(provider.meters, at: now)
  }

  var isProbed: Bool { provider.facts.isProbed }

  /// A configured or detected credential is unset, refused or expired: which, and what to do.
  var credentialTrouble: String? {
    if provider.facts.credential == .unset {
      return "\(provider.facts.credentialName) is not set"
    }
    guard isProbed, let last = calls.last, calls.isFresh || provider.override != nil,
      case .credential = last.outcome
    else { return nil }
    return last.reason.isEmpty ? "key refused" : last.reason
  }

  /// 402, a quota answer, usage at its limit, or throttled.
  var quotaTrouble: String? {
    if let until = throttledUntil { return "throttled until \(until.clock(besides: now))" }
    if let last = calls.last, calls.isFresh, last.outcome == .quota {
      return last.reason.isEmpty ? "the plan is used up" : last.reason
    }
    let full = provider.meters.map(\.latest).first { isFresh($0) && $0.isAtLimit }
    return full.map { "\($0.title) at the limit" }
  }

  private var throttledUntil: WallTime? {
    if let until = provider.breaker?.pausedUntil, until > now { return until }
    guard let last = calls.last, calls.isFresh, case .throttled(let until) = last.outcome else {
      return nil
    }
    let end = until ?? last.at + .seconds(60)
    return end > now ? end : nil
  }

  /// An input this row needs that is missing or stale, in words.
  var missingInput: String? {
    if isProbed, calls.state == .unknown {
      guard let last = calls.last else { return "no answer yet" }
      if let until = last.waitUntil, until > now {
        return
          "\(TerminalSafe(calls.trouble, cap: 32).text), asks us to wait to \(until.hourMinute(besides: now))"
      }
      guard !calls.isFresh else {
        if last.outcome == .success { return "answers again, one success so far" }
        return calls.trouble.isEmpty ? "no success yet" : calls.trouble
      }
      return wasOk("no answer for \(Span.words(now - last.at))")
    }
    if let trouble = unreadLimiter, stuckClients == 0 { return trouble }
    if page == .absent, !isProbed { return "neither page nor credential" }
    guard page == .unknown else {
      // Their page is red and nothing tells whether it touches us.
      if page == .red, !isProbed { return "\(VerdictWords.headline(self)); no key to check with" }
      return nil
    }
    if let trouble = provider.page?.trouble, !trouble.isEmpty { return trouble }
    guard let read = provider.lastReadPage else { return "page not read yet" }
    return wasOk("page not read for \(Span.words(now - read.at))")
  }

  /// Why a limiter tells nothing at all: rights, or keys of another kind.
  private var unreadLimiter: String? {
    provider.limiters.first { !$0.complete && $0.clients == 0 && !$0.trouble.isEmpty }?.trouble
  }

  /// Clients that a limiter blocks for ever.
  var stuckClients: Int64 {
    provider.limiters.reduce(CheckedInteger(0)) { $0 + CheckedInteger($1.stuckCount) }.clamped
  }

  private func wasOk(_ words: String) -> String {
    let lastOk = provider.verdict?.verdict.blame == .ok ? nil : provider.lastOkAt
    return lastOk.map { "\(words), was ok until \($0.hourMinute(besides: now))" } ?? words
  }

  /// Neither stale nor of a window or period that has ended.
  private func isFresh(_ meter: MeterReading) -> Bool {
    if let end = meter.periodEnd, end <= now { return false }
    return provider.facts.isFresh(.usage, readAt: meter.at, at: now)
  }

  var isPastAlert: Bool { provider.meters.contains { isFresh($0.latest) && $0.latest.isPastAlert } }

  var isForecastOver: Bool {
    provider.meters.contains { Forecast.of($0, at: now)?.overLimit == true }
  }

  var isSlow: Bool { Latency.isSlow(provider) }

  /// Time of the oldest input the verdict rests on.
  var oldestInput: WallTime? {
    var inputs: [WallTime?] = []
    if provider.facts.hasPage { inputs.append(provider.page?.at) }
    if isProbed { inputs.append(calls.last?.at) }
    let known = inputs.compactMap(\.self)
    return known.count == inputs.count ? known.min() : nil
  }

  var isStale: Bool {
    let isPageStale = provider.facts.hasPage && page == .unknown
    let isProbeStale = isProbed && !calls.isFresh && provider.override == nil
    return isPageStale || isProbeStale
  }

  private static func tightest(_ meters: [MeterState], at now: WallTime) -> MeterState? {
    func rank(_ meter: MeterState) -> (Int64, Double) {
      let end = Forecast.of(meter, at: now)?.exhaustedAt?.milliseconds ?? .max
      return (end, -(meter.latest.share ?? -1))
    }
    return meters.min { rank($0) < rank($1) }
  }
}
