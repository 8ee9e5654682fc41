import FuseboxCore

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

  var severity: Severity { assessment.severity }

  var who: String { assessment.verdict.blame.rawValue }

  /// Why, and for a limit that will be passed within a week, on which day.
  var why: String {
    guard severity == .warning, assessment.gaugeMark == "›",
      let day = assessment.forecast?.exhaustedAt, day > now, day - now < .seconds(7 * 86_400)
    else { return assessment.why }
    return "\(assessment.why) \(Day.weekday(day))"
  }

  /// When the row's trouble began; empty for a fine row.
  var since: String { sinceTime.map { Day.since($0, at: now) } ?? "" }

  private var sinceTime: WallTime? {
    switch severity {
    case .fine: return nil
    case .held: return provider.override?.since ?? assessment.since
    case .warning: return alert?.at ?? assessment.since
    case .notice where assessment.verdict.cause == .fine:
      return provider.lastReadPage?.incidents
        .filter { $0.inScope && $0.state == .maintenance }.compactMap(\.startedAt).min()
        ?? assessment.since
    default: return assessment.since
    }
  }

  private var alert: MeterAlert? { provider.alerts.min { $0.at < $1.at } }

  /// The time until the breaker's state changes by itself stands behind it: `OPEN 18s`.
  var breaker: String {
    guard provider.isGuarded else { return "none" }
    if let hold = provider.override {
      return ["HELD", hold.until.map { left(until: $0) }].compactMap(\.self).joined(separator: " ")
    }
    guard let breaker = provider.breaker else { return "closed" }
    if let until = breaker.pausedUntil, until > now { return paused(until) }
    switch breaker.state {
    case .closed: return "closed"
    case .open: return "OPEN \(left(until: breaker.probeAt ?? now))"
    case .halfOpen: return "HALF \(breaker.probeSuccesses)/\(breaker.probesNeeded)"
    }
  }

  /// One cell wider than the column when it can borrow the blank after it.
  private func paused(_ until: WallTime) -> String {
    let length = left(until: until)
    return length.count + fail.count <= 6 ? "PAUSED \(length)" : "PAUSE \(length)"
  }

  private func left(until end: WallTime) -> String { Brief.words(end - now) }

  /// The breaker as a piece of wire: whole, cut, or joined by a thread.
  var fuse: String {
    guard provider.isGuarded else { return "" }
    switch provider.override?.kind {
    case .forcedOpen: return Self.openFuse
    case .forcedClosed: return Self.closedFuse
    case nil: break
    }
    switch provider.breaker?.state ?? .closed {
    case .closed: return Self.closedFuse
    case .open: return Self.openFuse
    case .halfOpen: return "━╌━"
    }
  }

  private static let closedFuse = "━━━"
  private static let openFuse = "━ ━"

  /// Calls without a useful answer of those judged; as a share when the numbers are long.
  var fail: String {
    guard provider.isGuarded, let window = provider.breaker?.window, window.calls > 0 else {
      return "-"
    }
    let text = "\(window.useless)/\(window.calls)"
    return text.count <= 5
      ? text : Amount.percent(Double(window.useless) / Double(window.calls))
  }

  var percent: String { assessment.gauge?.share.map { Amount.percent($0) } ?? "-" }

  var mark: String { assessment.gaugeMark.map(String.init) ?? "" }

  var age: String { assessment.oldestInput.map { Brief.words(now - $0) } ?? "-" }

  /// 95th percentile of fusebox's own last ten answered calls.
  var p95: String { Latency.p95(provider.calls).map { Brief.call(microseconds: $0) } ?? "-" }

  var amount: String { assessment.gauge.map(Amount.pair) ?? "" }

  /// The day the limit is reached.
  var full: String {
    assessment.forecast?.exhaustedAt.flatMap { $0 > now ? Day.words($0) : nil } ?? ""
  }
}

extension ProviderState {
  /// There is something to call and something to call it with; only then is there a breaker.
  var isGuarded: Bool { facts.hasProbe && facts.credential == .present }
}
