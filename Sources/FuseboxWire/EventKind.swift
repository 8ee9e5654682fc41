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
  var payload: (any Encodable)? {
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

  /// Reads what `payload` wrote.
  init(_ kind: EventKind, from decoder: any Decoder) throws {
    self =
      switch kind {
      case .started: .started(try AgentFacts(from: decoder))
      case .page: .page(try PageReading(from: decoder))
      case .call: .call(try CallReading(from: decoder))
      case .meter: .meter(try MeterReading(from: decoder))
      case .limiter: .limiter(try LimiterReading(from: decoder))
      case .traffic: .traffic(try TrafficReading(from: decoder))
      case .breaker: .breaker(try BreakerStatus(from: decoder))
      case .override: .override(try AuditRecord(from: decoder))
      case .recovered: .recovered(try RecoveredOverride(from: decoder))
      case .verdict: .verdict(try VerdictChange(from: decoder))
      case .alert: .alert(try MeterAlert(from: decoder))
      case .store: .store(try StoreHealth(from: decoder))
      case .heartbeat: .heartbeat
      }
  }
}
