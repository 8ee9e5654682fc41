import FuseboxCore

/// Turns what the clock changes into facts: once a second it compares the judged board with what
/// was published and returns the news.
enum Judgement {
  /// Verdict changes and meters that crossed a threshold.
  /// - Parameter rows: the board, judged at this moment.
  static func news(_ rows: [Assessment], of board: Board, at now: WallTime) -> [Event] {
    var events: [Event] = []
    for assessment in rows {
      guard let state = board[assessment.provider] else { continue }
      if let change = verdictChange(assessment, state, at: now) { events.append(.verdict(change)) }
      events += state.meters.all.compactMap { alert($0.latest, state, at: now) }.map(Event.alert)
    }
    return events
  }

  private static func verdictChange(
    _ assessment: Assessment, _ state: ProviderState, at now: WallTime
  ) -> VerdictChange? {
    let published = state.verdict.latest?.verdict
    guard
      published?.blame != assessment.verdict.blame || published?.cause != assessment.verdict.cause
    else { return nil }
    // Nothing has answered yet: that is no change worth a line.
    guard published != nil || state.page.latest != nil || !state.calls.recent.isEmpty else {
      return nil
    }
    return VerdictChange(
      provider: state.id, since: start(assessment, state, at: now), verdict: assessment.verdict)
  }

  /// First reading of the present run: the failure or red page that began it, else now.
  private static func start(
    _ assessment: Assessment, _ state: ProviderState, at now: WallTime
  ) -> WallTime {
    switch assessment.verdict.cause {
    case .confirmed, .notAdmitted: state.calls.firstFailureAt ?? now
    case .notTouching: state.page.redSince ?? now
    case .credential, .quota: state.calls.recent.first?.at ?? now
    default: now
    }
  }

  private static func alert(
    _ meter: MeterReading, _ state: ProviderState, at now: WallTime
  ) -> MeterAlert? {
    let level: MeterAlert.Level =
      meter.isAtLimit ? .atLimit : (meter.isPastAlert ? .pastAlert : .below)
    let before = state.meters.alerts.first { $0.meter == meter.meter }?.level ?? .below
    guard level != before else { return nil }
    return MeterAlert(
      provider: state.id, meter: meter.meter, title: meter.title, at: now, level: level,
      used: meter.used, limit: meter.limit, unit: meter.unit)
  }
}
