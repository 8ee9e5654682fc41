/// The words of a verdict: whose fault, or what to do. They are stored with it, so they stand here.
enum VerdictWords {
  /// "24 of 40 calls fail", or what the last probe met.
  static func failure(_ row: JudgedRow) -> String {
    if let window = row.provider.breaker?.window, window.failures > 0 {
      return "\(window.failures) of \(window.calls) calls fail"
    }
    guard let last = row.provider.calls.first(where: \.outcome.isFailure) else {
      return "calls fail"
    }
    return last.reason.isEmpty ? "calls fail" : last.reason
  }

  /// `page: API partial outage; 24 of 40 calls fail`
  static func confirmed(_ row: JudgedRow) -> String { "\(headline(row)); \(failure(row))" }

  /// `5xx, page says fine` or `5xx, page: maintenance to 20:00`; for a provider without a page the
  /// kind of failure alone.
  static func notAdmitted(_ row: JudgedRow) -> String {
    switch row.page {
    case .absent: kind(row)
    case .maintenance: "\(kind(row)), page: \(maintenance(row))"
    default: "\(kind(row)), page says fine"
    }
  }

  /// `maintenance to 20:00`
  private static func maintenance(_ row: JudgedRow) -> String {
    let end = row.provider.lastReadPage?.maintenanceUntil
    return "maintenance\(end.map { " to \($0.hourMinute(besides: row.now))" } ?? "")"
  }

  /// `page: API partial outage`
  static func headline(_ row: JudgedRow) -> String {
    guard let page = row.provider.lastReadPage else { return "page" }
    return "page: \(page.headline.isEmpty ? page.state.words : page.headline)"
  }

  /// The kind of failure in few words: `5xx`, `no answer`, `answered 200 without its balance`.
  private static func kind(_ row: JudgedRow) -> String {
    guard let last = row.provider.calls.first(where: \.outcome.isFailure) else {
      return "calls fail"
    }
    if last.outcome == .failure(.transport) { return "no answer" }
    if let status = last.status, 500...599 ~= status { return "5xx" }
    // An answer that fails in another way says how itself: a body that is none of theirs, say.
    return last.reason.isEmpty ? "calls fail" : TerminalSafe(last.reason, cap: 40).text
  }

  /// The WHY column.
  static func why(_ assessment: Assessment, _ row: JudgedRow) -> String {
    switch assessment.verdict.cause {
    case .confirmed, .notTouching: return headline(row)
    case .notAdmitted: return notAdmitted(row)
    case .noAnswer:
      let isOld = row.calls.last != nil && !row.calls.isFresh && row.isProbed
      return isOld && row.calls.state != .failing
        ? "no answer, was ok" : assessment.verdict.reason
    case .network: return "our network is down"
    case .credential, .quota, .receiver: return assessment.verdict.reason
    case .fine: break
    }
    if let hold = row.provider.override { return "\(hold.actor.name): \(hold.reason)" }
    return fineWords(assessment, row)
  }

  private static func fineWords(_ assessment: Assessment, _ row: JudgedRow) -> String {
    let stuck = row.stuckClients
    if stuck > 0 { return "\(stuck) \(stuck == 1 ? "client" : "clients") blocked for ever" }
    if let alert = row.provider.meters.map(\.latest).first(where: \.isPastAlert) {
      return "\(alert.title) past alert"
    }
    if assessment.forecast?.overLimit == true, let gauge = assessment.gauge {
      return "\(gauge.title) run out"
    }
    if row.isSlow { return "slower than its day" }
    if row.page == .maintenance { return maintenance(row) }
    let limited = row.provider.limiters.reduce(0) { $0 + $1.limitedCount }
    let part = row.provider.limiters.first { !$0.complete }
    if limited > 0 {
      let least = part == nil ? "" : "at least "
      return "\(least)\(limited) \(limited == 1 ? "client" : "clients") limited"
    }
    if let trouble = part?.trouble, !trouble.isEmpty { return trouble }
    return row.isProbed ? "" : pageOnly(row)
  }

  private static func pageOnly(_ row: JudgedRow) -> String {
    row.provider.facts.hasProbe ? "page only, no key" : "page only"
  }

  /// Evidence, most telling first.
  static func explanation(_ row: JudgedRow) -> [String] {
    var lines: [String] = []
    if let window = row.provider.breaker?.window, window.useless > 0 {
      let last = row.provider.calls.first(where: \.outcome.isUseless)
      let status = last?.status.map { " (\($0))" } ?? ""
      lines.append("\(window.useless) of \(window.calls) calls failed\(status)")
    } else if row.calls.state == .failing, let last = row.calls.last, !last.reason.isEmpty {
      lines.append(last.reason)
    }
    if row.provider.firstFailureAt != nil, let admission = row.provider.admission {
      lines.append(admission)
    }
    if row.calls.state == .failing, let note = row.provider.facts.failureNote {
      lines.append(note)
    }
    return lines
  }
}
