import FuseboxCore

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

extension PageWords {
  /// `page: API partial outage`
  package var words: String { "page: \(headline.isEmpty ? state.words : headline)" }
}
