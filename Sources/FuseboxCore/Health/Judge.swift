/// Them or us, and what else is wrong: the table of design §5 as a function of the board and the
/// time.
package enum Judge {
  /// Every row judged, worst first; equal severities by the verdict's age, longest first, then in
  /// catalogue order.
  package static func assess(_ board: Board, at now: WallTime) -> [Assessment] {
    let unreachable = NetworkHealth.unreachableHosts(board, at: now)
    let rows = board.providers.map { row(JudgedRow($0, at: now), unreachable: unreachable) }
    // Places are sorted, not rows: a row is large.
    let places = rows.enumerated().map { offset, row in
      (
        severity: row.severity, since: row.severity == .fine ? now : row.since ?? now,
        offset: offset
      )
    }
    return places.sorted { $0 < $1 }.map { rows[$0.offset] }
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
    let verdict = verdict(row, unreachable: unreachable)
    var assessment = Assessment(
      provider: row.provider.id, at: row.now, verdict: verdict, findings: row.findings(verdict))
    let published = row.provider.verdict.latest
    let isSame =
      published?.verdict.blame == verdict.blame && published?.verdict.cause == verdict.cause
    assessment.since = isSame ? published?.since : nil
    assessment.oldestInput = row.oldestInput
    assessment.isStale = row.isStale
    assessment.heldBy = row.provider.breaker.override?.actor.name
    assessment.evidence = row.evidence
    assessment.gauge = row.gauge?.latest
    assessment.forecast = row.gauge.flatMap { Forecast.of($0, at: row.now) }
    if assessment.gauge?.isPastAlert == true {
      assessment.gaugeMark = "!"
    } else if assessment.forecast?.overLimit == true {
      assessment.gaugeMark = "›"
    }
    return assessment
  }

  /// The table itself, in its order: the first match decides whose trouble it is.
  static func verdict(_ row: JudgedRow, unreachable: Set<String>) -> Verdict {
    if !unreachable.isEmpty, NetworkHealth.explains(unreachable, row.provider) {
      return Verdict(blame: .us, cause: .network, reason: .network(hosts: unreachable.count))
    }
    if let reason = row.credentialTrouble {
      return Verdict(blame: .us, cause: .credential, reason: reason)
    }
    if let reason = row.wiringTrouble {
      return Verdict(blame: .us, cause: .configuration, reason: reason)
    }
    if let reason = row.quotaTroubles.first {
      return Verdict(blame: .us, cause: .quota, reason: reason)
    }
    if row.calls.state == .failing { return failing(row) }
    if row.calls.state == .fine, row.page == .red {
      return Verdict(blame: .ok, cause: .notTouching, reason: .notTouching(row.pageWords))
    }
    if let input = row.missingInput {
      return Verdict(blame: .unknown, cause: .noAnswer, reason: .missing(input))
    }
    return Verdict(blame: .ok, cause: .fine)
  }

  private static func failing(_ row: JudgedRow) -> Verdict {
    let reason = Reason.failing(row.failedCalls, page: row.pageVoice)
    switch row.page {
    case .red: return Verdict(blame: .them, cause: .confirmed, reason: reason)
    case .green, .maintenance, .absent:
      return Verdict(blame: .them, cause: .notAdmitted, reason: reason)
    case .unknown: return Verdict(blame: .unknown, cause: .noAnswer, reason: reason)
    }
  }
}
