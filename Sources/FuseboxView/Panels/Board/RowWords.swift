import FuseboxCore
import FuseboxWords

/// The words of one provider's row, each short enough for its column.
struct RowWords: Sendable {
  let assessment: Assessment
  let provider: ProviderState
  let now: WallTime

  /// nil when the board does not know the provider.
  init?(_ assessment: Assessment, on board: Board, at now: WallTime) {
    guard let provider = board[assessment.provider] else { return nil }
    self.assessment = assessment
    self.provider = provider
    self.now = now
  }

  /// The row's place on the board, and its mark.
  var severity: Severity { assessment.severity }

  /// Whose trouble it is: `THEM`, `US`, `ok`, `?`.
  var who: String { assessment.verdict.blame.rawValue }

  /// The worst of what is wrong; for a fine row that is not called, that it is not.
  var why: String {
    guard assessment.findings.isEmpty, !provider.facts.isProbed else { return assessment.why }
    return provider.facts.hasProbe ? "page only, no key" : "page only"
  }

  /// `why` in as few words as tell it.
  var shortestWhy: String { assessment.findings.first?.reason.shortest(at: now) ?? why }

  /// How many more findings there are: `+2`, or empty.
  var more: String {
    let count = otherReasons.count
    return count == 0 ? "" : "+\(count)"
  }

  /// `why` with `more` behind it.
  var whyAndMore: String { more.isEmpty ? why : "\(why) \(more)" }

  /// What else is wrong, in full: without what the breaker's column says.
  var others: [String] { otherReasons.map { $0.words(at: now) } }

  private var otherReasons: [Reason] {
    assessment.findings.dropFirst().map(\.reason).filter { reason in
      switch reason {
      case .held, .probing: false
      default: true
      }
    }
  }

  /// The verdict's reason as a sentence: what a page says is not "page: …".
  var sentence: String {
    let first = assessment.findings.first?.reason.words(at: now) ?? why
    let reason = assessment.reason.isEmpty ? first : assessment.reason
    guard !reason.isEmpty else { return "nothing is wrong" }
    return Self.spoken(reason)
  }

  /// "page says SMS partial" for "page: SMS partial".
  static func spoken(_ reason: String) -> String {
    reason.hasPrefix("page: ") ? "page says \(reason.dropFirst(6))" : reason
  }

  /// When the row's trouble began; empty for a fine row.
  var since: String { sinceTime.map { Day.since($0, at: now) } ?? "" }

  private var sinceTime: WallTime? {
    switch severity {
    case .fine: return nil
    case .held: return provider.breaker.override?.since ?? assessment.since
    case .probing: return provider.breaker.status?.since ?? assessment.since
    case .warning where assessment.verdict.cause == .fine: return warnedSince
    case .notice where assessment.verdict.cause == .fine:
      return provider.page.lastRead?.incidents
        .filter { $0.inScope && $0.state == .maintenance }.compactMap(\.startedAt).min()
        ?? assessment.since
    default: return assessment.since
    }
  }

  /// The verdict is ok, so that its own age says nothing: when the first alert was passed, or the
  /// forecast went over the limit. Nothing tells since when a provider is slow.
  private var warnedSince: WallTime? {
    if let alert = provider.meters.alerts.map(\.at).min() { return alert }
    let meter = provider.meters.all.first { $0.latest.meter == assessment.gauge?.meter }
    return meter.flatMap(ForecastStart.of)
  }

  /// The time until the breaker's state changes by itself stands behind it: `OPEN 18s`.
  var breaker: String {
    guard provider.facts.isProbed else { return "none" }
    if let hold = provider.breaker.override {
      return ["HELD", hold.until.map { left(until: $0) }].compactMap(\.self).joined(separator: " ")
    }
    guard let breaker = provider.breaker.status else { return "closed" }
    if let until = breaker.pausedUntil, until > now { return paused(until) }
    switch breaker.state {
    case .closed: return "closed"
    case .open: return "OPEN \(left(until: breaker.probeAt ?? now))"
    case .halfOpen: return "HALF \(breaker.probeSuccesses)/\(breaker.probesNeeded)"
    }
  }

  /// The word is wider than its column: it borrows what FAIL leaves free, else it is shortened.
  private func paused(_ until: WallTime) -> String {
    let length = left(until: until)
    let free = TableLayout.breakerAndFail - fail.count - 1
    let words = ["PAUSED \(length)", "PAUSE \(length)"]
    return words.first { $0.count <= free } ?? "PAUSE\(length)"
  }

  private func left(until end: WallTime) -> String { Brief.words(end - now) }

  /// The breaker as a piece of wire: whole, cut, or joined by a thread.
  var fuse: String {
    guard provider.facts.isProbed else { return "" }
    let glyphs = GlyphSet.unicode
    switch provider.breaker.effective.met {
    case .closed: return glyphs.fuseClosed
    case .open: return glyphs.fuseOpen
    case .halfOpen: return glyphs.fuseHalf
    }
  }

  /// Calls without a useful answer of those judged; as a share when the numbers are long.
  var fail: String {
    guard provider.facts.isProbed, let window = provider.breaker.status?.window, window.calls > 0
    else {
      return "-"
    }
    let text = "\(window.useless)/\(window.calls)"
    return text.count <= 5
      ? text : Amount.percent(Double(window.useless) / Double(window.calls))
  }

  /// Share of the limit that runs out first; `-` without one.
  var percent: String { assessment.gauge?.share.map { Amount.percent($0) } ?? "-" }

  /// `!` past its alert, `›` forecast over the limit, or empty.
  var mark: String { assessment.gaugeMark.map(String.init) ?? "" }

  /// Age of the oldest input of the verdict; `-` without one.
  var age: String { assessment.oldestInput.map { Brief.words(now - $0) } ?? "-" }

  /// 95th percentile of fusebox's own last ten answered calls.
  var p95: String { Latency.p95(provider.calls.recent).map { Brief.call(microseconds: $0) } ?? "-" }

  /// Used of the limit that runs out first; empty without a meter.
  var amount: String { assessment.gauge.map(Amount.pair) ?? "" }

  /// The day the limit is reached.
  var full: String {
    assessment.forecast?.exhaustedAt.flatMap { $0 > now ? Day.words($0) : nil } ?? ""
  }
}

extension ProviderState {
  /// What the newest call of each operation noted although it succeeded.
  var notes: [String] {
    var seen: Set<String> = []
    return calls.recent.filter { seen.insert($0.operation).inserted }.flatMap { $0.notes ?? [] }
  }
}
