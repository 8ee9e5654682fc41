import FuseboxCore

/// The word by which an event is stored and streamed. Raw values never change.
package enum EventKind: String, Sendable, CaseIterable {
  case started, page, call, meter, limiter, traffic, breaker, override, recovered, verdict, alert
  case store, heartbeat

  /// Version of each kind's `data`; raise a kind's own when its fields change meaning.
  var version: Int { 1 }
}

extension Event {
  /// The word for it.
  package var kind: EventKind {
    switch self {
    case .started: .started
    case .page: .page
    case .call: .call
    case .meter: .meter
    case .limiter: .limiter
    case .traffic: .traffic
    case .breaker: .breaker
    case .override: .override
    case .recovered: .recovered
    case .verdict: .verdict
    case .alert: .alert
    case .store: .store
    case .heartbeat: .heartbeat
    }
  }

  /// What is written under `data`; nil for an event that is only its kind.
  private var payload: (any Document)? {
    switch self {
    case .started(let facts): facts
    case .page(let reading): reading
    case .call(let reading): reading
    case .meter(let reading): reading
    case .limiter(let reading): reading
    case .traffic(let reading): reading
    case .breaker(let status): status
    case .override(let record): record
    case .recovered(let found): found
    case .verdict(let change): change
    case .alert(let alert): alert
    case .store(let health): health
    case .heartbeat: nil
    }
  }

  /// Writes `data`.
  func write(to text: inout FieldWriter) throws(FieldTrouble) {
    if let payload {
      try payload.write(to: &text)
    } else {
      text.plain("{}")
    }
  }

  /// Reads `data`.
  init(_ kind: EventKind, _ json: JSONTree) throws(FieldTrouble) {
    self =
      switch kind {
      case .started: .started(try AgentFacts(json))
      case .page: .page(try PageReading(json))
      case .call: .call(try CallReading(json))
      case .meter: .meter(try MeterReading(json))
      case .limiter: .limiter(try LimiterReading(json))
      case .traffic: .traffic(try TrafficReading(json))
      case .breaker: .breaker(try BreakerStatus(json))
      case .override: .override(try AuditRecord(json))
      case .recovered: .recovered(try RecoveredOverride(json))
      case .verdict: .verdict(try VerdictChange(json))
      case .alert: .alert(try MeterAlert(json))
      case .store: .store(try StoreHealth(json))
      case .heartbeat: .heartbeat
      }
  }
}
