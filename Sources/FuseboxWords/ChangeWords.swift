import FuseboxCore

extension Change {
  /// What changed: "closed → OPEN", "page: API partial", "tripped by mara until 15:01".
  package var what: String {
    switch fact {
    case .breaker(let from, let to, _): "\(from.words) → \(to.words)"
    case .page(let news): PageWords(state: news.state, headline: news.headline).words
    case .verdict(let verdict): verdict.blame.rawValue
    case .override(let news): news.words(at: at)
    case .meter(let alert): alert.words
    case .agentStarted: "agent started"
    case .store(let health):
      health.condition == .fine ? "\(health.file) is written again" : health.message
    case .told(_, let what, _): what
    case .unread: "a line that cannot be read"
    }
  }

  /// Why or how much: "24 of 40 calls failed (504) ≥ 50 %"; may be empty.
  package var why: String {
    switch fact {
    case .breaker(_, _, let why): why?.words ?? ""
    case .page(let news): news.why(at: at)
    case .verdict(let verdict): verdict.reason?.words(at: at) ?? ""
    case .override(let news): news.reason
    case .meter(let alert): alert.figures
    case .agentStarted(let pid, let profile): "pid \(pid), \(profile)"
    case .store: ""
    case .told(_, _, let why): why
    case .unread: "damaged, or of a newer fusebox"
    }
  }
}

extension PageNews {
  /// "posted 14:21, their page knew 6 min before you"
  fileprivate func why(at now: WallTime) -> String {
    guard let postedAt else { return "" }
    let posted = "posted \(postedAt.clock(besides: now))"
    guard let failedAt else { return posted }
    return "\(posted), \(Admission.words(postedAt: postedAt, failedAt: failedAt))"
  }
}

/// Who knew first.
enum Admission {
  /// "their page knew 6 min before you", "admitted 18 s after you".
  static func words(postedAt: WallTime, failedAt: WallTime) -> String {
    let lag = postedAt - failedAt
    if lag >= .seconds(1) { return "admitted \(Span.words(lag)) after you" }
    if lag <= .seconds(-1) { return "their page knew \(Span.words(.zero - lag)) before you" }
    return "admitted as you saw it"
  }
}

extension OverrideNews {
  /// What was done, by whom, until when: "tripped by mara until 15:01".
  func words(at time: WallTime) -> String {
    let end =
      if let until { " until \(until.hourMinute(besides: time))" } else {
        isHeld ? " until reset" : ""
      }
    switch action {
    case .trip: return "tripped by \(by)\(end)"
    case .extend: return "trip changed by \(by)\(end)"
    case .reset: return "reset by \(by)"
    case .hold: return "held closed by \(by)\(end)"
    case .probe: return "probe asked by \(by)"
    case .undo: return "change taken back by \(by)\(end)"
    case .expire: return "hold of \(by) is over"
    }
  }
}

extension AuditRecord {
  /// What was done, by whom, until when: "tripped by mara until 15:01".
  package var words: String { OverrideNews(self).words(at: at) }
}

extension MeterAlert {
  fileprivate var words: String {
    switch level {
    case .below: "\(title) below its alert"
    case .pastAlert: "\(title) past its alert"
    case .atLimit: "\(title) at its limit"
    }
  }

  /// "4,612 of 5,000 (92 %)"
  fileprivate var figures: String {
    guard told.isEmpty else { return told }
    let used = Amount.long(used, unit)
    guard let limit else { return used }
    let share =
      limit > 0 ? " (\(Amount.percent(Double(self.used) / Double(limit), space: true)))" : ""
    return "\(used) of \(Amount.long(limit, unit))\(share)"
  }
}
