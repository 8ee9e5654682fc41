/// Them or us: the verdict of design §5 as a function of the board and the time. First match wins.
package enum Judge {
  /// Every row judged, worst first; equal severities by the verdict's age, longest first, then in
  /// catalogue order.
  package static func assess(_ board: Board, at now: WallTime) -> [Assessment] {
    let unreachable = NetworkHealth.unreachableHosts(board, at: now)
    let rows = board.providers.map { row(JudgedRow($0, at: now), unreachable: unreachable) }
    return rows.enumerated()
      .sorted { left, right in
        let (a, b) = (left.element, right.element)
        if a.severity != b.severity { return a.severity < b.severity }
        let (sinceA, sinceB) = (a.since ?? now, b.since ?? now)
        guard a.severity != .fine, sinceA != sinceB else { return left.offset < right.offset }
        return sinceA < sinceB
      }
      .map(\.element)
  }

  /// One provider judged.
  package static func assess(
    _ provider: ProviderID, in board: Board, at now: WallTime
  ) -> Assessment? {
    guard let state = board[provider] else { return nil }
    let unreachable = NetworkHealth.unreachableHosts(board, at: now)
    return row(JudgedRow(state, at: now), unreachable: unreachable)
  }

  private static func row(_ row: JudgedRow, unreachable: Set<String>) -> Assessment {
    var verdict = verdict(row, unreachable: unreachable)
    verdict.reason = TerminalSafe(verdict.reason, cap: 60).text
    var assessment = Assessment(
      provider: row.provider.id, verdict: verdict, severity: severity(verdict, row))
    let published = row.provider.verdict
    let isSame =
      published?.verdict.blame == verdict.blame && published?.verdict.cause == verdict.cause
    assessment.since = isSame ? published?.since : nil
    assessment.oldestInput = row.oldestInput
    assessment.isStale = row.isStale
    assessment.heldBy = row.provider.override?.actor.name
    assessment.gauge = row.gauge?.latest
    assessment.forecast = row.gauge.flatMap { Forecast.of($0, at: row.now) }
    if assessment.gauge?.isPastAlert == true {
      assessment.gaugeMark = "!"
    } else if assessment.forecast?.overLimit == true {
      assessment.gaugeMark = "›"
    }
    assessment.why = VerdictWords.why(assessment, row)
    assessment.explanation = VerdictWords.explanation(row)
    return assessment
  }

  /// The table itself, in its order.
  static func verdict(_ row: JudgedRow, unreachable: Set<String>) -> Verdict {
    if !unreachable.isEmpty, NetworkHealth.explains(unreachable, row.provider) {
      return Verdict(
        blame: .us, cause: .network,
        reason: "our network: none of \(unreachable.count) hosts can be reached")
    }
    if let reason = row.credentialTrouble {
      return Verdict(blame: .us, cause: .credential, reason: reason)
    }
    if let reason = row.quotaTrouble {
      return Verdict(blame: .us, cause: .quota, reason: reason)
    }
    switch (row.calls.state, row.page) {
    case (.failing, .red):
      return Verdict(blame: .them, cause: .confirmed, reason: VerdictWords.confirmed(row))
    case (.failing, .green), (.failing, .maintenance), (.failing, .absent):
      return Verdict(blame: .them, cause: .notAdmitted, reason: VerdictWords.notAdmitted(row))
    case (.failing, .unknown):
      // Nobody can say whether they admit it; the row is a ✗ all the same (see severity).
      return Verdict(
        blame: .unknown, cause: .noAnswer,
        reason: "\(VerdictWords.failure(row)); their page cannot be read")
    case (.fine, .red):
      return Verdict(
        blame: .ok, cause: .notTouching, reason: "\(VerdictWords.headline(row)), not touching you")
    default: break
    }
    if let reason = row.missingInput {
      return Verdict(blame: .unknown, cause: .noAnswer, reason: reason)
    }
    return Verdict(blame: .ok, cause: .fine, reason: "")
  }

  private static func severity(_ verdict: Verdict, _ row: JudgedRow) -> Severity {
    let isFailing = row.calls.state == .failing
    switch verdict.cause {
    case .network, .credential, .confirmed, .notAdmitted: return .failing
    case .quota where row.calls.last?.outcome.isUseless == true: return .failing
    case .noAnswer where isFailing: return .failing
    default: break
    }
    if row.provider.override != nil { return .held }
    if row.provider.breaker?.state == .halfOpen { return .probing }
    if verdict.cause == .noAnswer { return .unknown }
    if verdict.cause == .quota || row.stuckClients > 0 || row.isPastAlert || row.isForecastOver
      || row.isSlow
    {
      return .warning
    }
    if verdict.cause == .notTouching || row.page == .maintenance { return .notice }
    return .fine
  }
}
