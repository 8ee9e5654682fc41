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
    gauge = Self.tightest(provider.meters.all, at: now)
  }

  var isProbed: Bool { provider.facts.isProbed }

  /// A configured or detected credential is unset, or the provider does not take it.
  var credentialTrouble: Reason? {
    if provider.facts.credential == .unset {
      return .credentialUnset(name: provider.facts.credentialName)
    }
    return judged { if case .credential = $0 { true } else { false } }
      .map { .credential(words: $0.reason) }
  }

  /// What answers is none of the API we expect, or does not know what we ask.
  var wiringTrouble: Reason? {
    judged { $0 == .wiring }.map { .configuration(words: $0.reason) }
  }

  /// The newest call, when it ended so and the one before it was refused too: one odd answer
  /// decides nothing.
  private func judged(_ isMeant: (Outcome) -> Bool) -> CallReading? {
    guard let last = refusal, isMeant(last.outcome), calls.before?.outcome.isRefusal == true else {
      return nil
    }
    return last
  }

  /// The newest call, when it refused the credential or was none of the API's.
  private var refusal: CallReading? {
    guard isProbed, let last = calls.last, last.outcome.isRefusal,
      calls.isFresh || provider.breaker.override != nil
    else { return nil }
    return last
  }

  /// What the one refusal after a success said; nil without one.
  var refusedOnce: String? {
    guard let refusal, calls.before?.outcome == .success else { return nil }
    return refusal.reason
  }

  /// 402, a quota answer, usage at its limit, or throttled.
  var quotaTroubles: [Reason] {
    var reasons: [Reason] = []
    if let until = throttledUntil { reasons.append(.throttled(until: until)) }
    if let last = calls.last, calls.isFresh, last.outcome == .quota {
      reasons.append(.quota(words: last.reason))
    }
    let full = provider.meters.all.map(\.latest).filter { isFresh($0) && $0.isAtLimit }
    return reasons + full.map { .atLimit(meter: $0.title) }
  }

  private var throttledUntil: WallTime? {
    if let until = provider.breaker.status?.pausedUntil, until > now { return until }
    guard let last = calls.last, calls.isFresh, case .throttled(let until) = last.outcome else {
      return nil
    }
    let end = until ?? last.at + .seconds(60)
    return end > now ? end : nil
  }

  /// The failing calls as they are counted, and how the last of them failed.
  var failedCalls: FailedCalls {
    let window = provider.breaker.status?.window
    let last = provider.calls.recent.first(where: \.outcome.isFailure).map {
      call -> FailedCalls.Last in
      if call.outcome == .failure(.transport) { return .noAnswer(words: call.reason) }
      if let status = call.status, 500...599 ~= status {
        return .serverError(status: status, words: call.reason)
      }
      return .other(words: call.reason)
    }
    return FailedCalls(failures: window?.failures ?? 0, calls: window?.calls ?? 0, last: last)
  }

  /// What the page says beside failing calls.
  var pageVoice: PageVoice {
    switch page {
    case .absent: .absent
    case .green: .fine
    case .red: .red(pageWords)
    case .maintenance: .maintenance(until: provider.page.lastRead?.maintenanceUntil)
    case .unknown: .unreadable
    }
  }

  /// What the page said when it was last read.
  var pageWords: PageWords {
    let page = provider.page.lastRead
    return PageWords(state: page?.state ?? .unknown, headline: page?.headline ?? "")
  }

  /// An input this row needs that is missing or stale.
  var missingInput: MissingInput? {
    if isProbed, calls.state == .unknown { return missingCall }
    if let words = unreadLimiter, stuckClients == 0 { return .limiter(words: words) }
    if page == .absent, !isProbed { return .nothingToRead }
    guard page == .unknown else {
      // Their page is red and nothing tells whether it touches us.
      return page == .red && !isProbed ? .redWithoutKey(pageWords) : nil
    }
    if let trouble = provider.page.latest?.trouble, !trouble.isEmpty {
      return .page(words: trouble)
    }
    guard let read = provider.page.lastRead else { return .pageNotRead }
    return .pageSilent(since: read.at, okUntil: okUntil)
  }

  private var missingCall: MissingInput {
    guard let last = calls.last else { return .noAnswerYet }
    if let until = last.waitUntil, until > now {
      return .asksToWait(words: calls.trouble, until: until)
    }
    guard calls.isFresh else { return .noCall(since: last.at, okUntil: okUntil) }
    return last.outcome == .success ? .answersAgain : .noSuccess(words: calls.trouble)
  }

  /// Why a limiter tells nothing at all: rights, or keys of another kind.
  private var unreadLimiter: String? {
    provider.meters.limiters.first { !$0.complete && $0.clients == 0 && !$0.trouble.isEmpty }?
      .trouble
  }

  private var okUntil: WallTime? {
    provider.verdict.latest?.verdict.blame == .ok ? nil : provider.verdict.lastOkAt
  }

  /// Clients that a limiter blocks for ever.
  var stuckClients: Int64 {
    provider.meters.limiters.reduce(CheckedInteger(0)) { $0 + CheckedInteger($1.stuckCount) }
      .clamped
  }

  /// Neither stale nor of a window or period that has ended.
  func isFresh(_ meter: MeterReading) -> Bool {
    if let end = meter.periodEnd, end <= now { return false }
    return provider.facts.isFresh(.usage, readAt: meter.at, at: now)
  }

  /// It has an alert or a limit that nothing speaks for any more, although calls pass.
  func isSilent(_ meter: MeterReading) -> Bool {
    meter.limit != nil && provider.breaker.effective == .closed
      && !provider.facts.isFresh(.usage, readAt: meter.at, at: now)
  }

  /// Why the newest usage call gave nothing; nil when it did, or when there was none lately.
  var usageRefusal: String? {
    guard
      let last = provider.calls.recent.first(where: { $0.signal == .usage && !$0.isPart }),
      provider.facts.isFresh(.usage, readAt: last.at, at: now)
    else { return nil }
    switch last.outcome {
    case .credential, .caller, .wiring: return last.reason
    case .success, .failure, .throttled, .quota: return nil
    }
  }

  /// Time of the oldest input the verdict rests on.
  var oldestInput: WallTime? {
    var inputs: [WallTime?] = []
    if provider.facts.hasPage { inputs.append(provider.page.latest?.at) }
    if isProbed { inputs.append(calls.last?.at) }
    let known = inputs.compactMap(\.self)
    return known.count == inputs.count ? known.min() : nil
  }

  var isStale: Bool {
    let isPageStale = provider.facts.hasPage && page == .unknown
    let isProbeStale = isProbed && !calls.isFresh && provider.breaker.override == nil
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

extension Outcome {
  /// It is about what we sent or where we sent it.
  fileprivate var isRefusal: Bool {
    switch self {
    case .credential, .wiring: true
    case .success, .failure, .throttled, .quota, .caller: false
    }
  }
}
