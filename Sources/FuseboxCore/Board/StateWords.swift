extension BreakerState {
  /// As people read it: `closed`, `OPEN`, `half-open`.
  package var words: String {
    switch self {
    case .closed: "closed"
    case .open: "OPEN"
    case .halfOpen: "half-open"
    }
  }
}

extension PageState {
  /// As people read it: "partial outage".
  package var words: String {
    switch self {
    case .operational: "operational"
    case .maintenance: "maintenance"
    case .degraded: "degraded"
    case .partial: "partial outage"
    case .major: "major outage"
    case .unknown: "unknown"
    }
  }
}

extension AuditRecord {
  /// What was done, by whom, until when: "tripped by mara until 15:01".
  package var words: String {
    let end =
      if let until = override?.until {
        " until \(until.hourMinute(besides: at))"
      } else if override != nil {
        " until reset"
      } else {
        ""
      }
    switch action {
    case .trip: return "tripped by \(actor.name)\(end)"
    case .extend: return "trip changed by \(actor.name)\(end)"
    case .reset: return "reset by \(actor.name)"
    case .hold: return "held closed by \(actor.name)\(end)"
    case .probe: return "probe asked by \(actor.name)"
    case .undo: return "change taken back by \(actor.name)\(end)"
    case .expire: return "hold of \(actor.name) is over"
    }
  }
}

extension ProviderState {
  /// When the provider says its present trouble began: the earliest start that the page gives for
  /// what is red in our scope, else our first red reading.
  package var postedAt: WallTime? {
    guard let page = lastReadPage, page.state.isRed else { return nil }
    let incidents = page.incidents.filter { $0.inScope && $0.state.isRed }.compactMap(\.startedAt)
    let components = page.components.filter { $0.inScope && $0.state.isRed }
      .compactMap(\.updatedAt)
    return (incidents + components).min().map { min($0, page.at) } ?? pageRedSince
  }

  /// Who knew first: "their page knew 6 min before you", "admitted 18 s after you".
  package var admission: String? {
    guard let posted = postedAt, let failed = firstFailureAt else { return nil }
    let lag = posted - failed
    if lag >= .seconds(1) { return "admitted \(Span.words(lag)) after you" }
    if lag <= .seconds(-1) { return "their page knew \(Span.words(.zero - lag)) before you" }
    return "admitted as you saw it"
  }
}
