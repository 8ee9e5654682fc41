/// Everything that can change the board. Stored, streamed and replayed as kind + payload
/// (FuseboxWire owns that format); adding a kind is adding a case here and there.
package enum Event: Sendable, Equatable {
  /// An agent started: which providers it shows, with which settings.
  case started(AgentFacts)
  case page(PageReading)
  /// One API call that fusebox made itself. Calls of applications come as `traffic`.
  case call(CallReading)
  case meter(MeterReading)
  case limiter(LimiterReading)
  case traffic(TrafficReading)
  case breaker(BreakerStatus)
  case override(AuditRecord)
  /// A start found something else in force than the history says.
  case recovered(RecoveredOverride)
  case verdict(VerdictChange)
  case alert(MeterAlert)
  case store(StoreHealth)
  /// The agent lives; once a second. Neither stored nor numbered anew: it carries the last seq.
  case heartbeat

  /// The provider it speaks of, if one.
  package var provider: ProviderID? {
    switch self {
    case .started, .store, .heartbeat: nil
    case .page(let reading): reading.provider
    case .call(let reading): reading.provider
    case .meter(let reading): reading.provider
    case .limiter(let reading): reading.provider
    case .traffic(let reading): reading.provider
    case .breaker(let status): status.provider
    case .override(let record): record.provider
    case .recovered(let found): found.provider
    case .verdict(let change): change.provider
    case .alert(let alert): alert.provider
    }
  }
}

/// An event with its place and time. Numbered by the hub, and by nobody else.
package struct Envelope: Sendable, Equatable {
  /// Rises by one with each event; continues over restarts.
  package var seq: Int64
  package var wall: WallTime
  /// Which run of the agent published it.
  package var boot: String
  package var event: Event

  package init(seq: Int64, wall: WallTime, boot: String, event: Event) {
    self.seq = seq
    self.wall = wall
    self.boot = boot
    self.event = event
  }
}
