/// The whole current state as one value: the fold of all events so far. It holds facts and their
/// times; whatever depends on the clock (age, verdict, time left) is a function of (board, now).
package struct Board: Sendable, Equatable {
  /// Sequence number of the last event folded.
  package var seq: Int64 = 0
  /// Wall time of the last event folded, heartbeats included.
  package var at = WallTime(milliseconds: 0)
  /// The agent that publishes; nil until one started.
  package var agent: AgentFacts?
  /// One row a provider, in catalogue order.
  package var providers: [ProviderState] = []
  /// What changed, newest first, at most `Board.changesKept`.
  package var changes: [Change] = []
  /// Databases that are not fine.
  package var stores: [StoreHealth] = []

  package init() {}

  /// How many changes a board carries; more are in the store.
  package static let changesKept = 100
  /// How many finished calls a row carries.
  package static let callsKept = 60
  /// One each quarter of an hour for a day.
  package static let samplesKept = 96
  /// Minutes in the sparkline.
  package static let minutesKept = 10
  /// Points behind a meter's forecast.
  package static let pointsKept = 48
  /// Applications a row names.
  package static let applicationsKept = 20

  /// The row of a provider.
  package subscript(id: ProviderID) -> ProviderState? {
    providers.first { $0.id == id }
  }
}

/// All facts of one provider.
package struct ProviderState: Sendable, Equatable {
  package var facts: ProviderFacts
  /// The newest reading of the page, readable or not.
  package var page: PageReading?
  /// First reading of the present run of red, and when the page says it began.
  package var pageRedSince: WallTime?
  /// The newest reading of the page that could be read.
  package var lastReadPage: PageReading?
  /// Begin of the first fetch of the present run of those that reached no page server at all.
  package var pageLostSince: WallTime?
  /// fusebox's own finished calls, newest first, at most `Board.callsKept`.
  package var calls: [CallReading] = []
  /// First failed call (ours or an application's) since the last close; clears when the breaker
  /// is closed below its threshold and the last two probes did not fail.
  package var firstFailureAt: WallTime?
  /// Newest reading of each meter, in the order first seen.
  package var meters: [MeterState] = []
  package var limiters: [LimiterReading] = []
  /// Applications that asked, newest first, at most twenty.
  package var applications: [ApplicationState] = []
  /// Slowest and failed calls by minute, newest last, at most ten: the sparkline.
  package var minutes: [MinuteSummary] = []
  package var breaker: BreakerStatus?
  /// Openings by itself on the current UTC day, and that day's start.
  package var openingsToday: Int = 0
  package var openingsDay = WallTime(milliseconds: 0)
  package var override: Override?
  /// The newest override change, also when it cleared the override.
  package var lastOverrideChange: AuditRecord?
  /// The newest published verdict.
  package var verdict: VerdictChange?
  /// Last moment at which the published verdict was ok.
  package var lastOkAt: WallTime?
  package var alerts: [MeterAlert] = []
  /// fusebox's own API calls in the current UTC hour, and that hour's start: the call budget.
  package var ownCallsThisHour: Int = 0
  package var ownCallsHour = WallTime(milliseconds: 0)
  /// When the breaker last closed: failures before it no longer speak against the provider.
  package var lastCloseAt: WallTime?
  /// Latency of one successful call each quarter of an hour over a day, oldest first, at most
  /// `Board.samplesKept`: what "slow" is measured against.
  package var daySamples: [LatencySample] = []

  package init(facts: ProviderFacts) { self.facts = facts }

  /// What is in force, as the breaker said; closed without one.
  package var effective: EffectiveState { breaker?.effective ?? .closed }

  package var id: ProviderID { facts.provider }
}

extension ProviderFacts {
  /// There is something to call and something to call it with.
  package var isProbed: Bool { hasProbe && credential == .present }
}

/// How long one successful call took.
package struct LatencySample: Sendable, Equatable {
  package var at: WallTime
  package var microseconds: Int64

  package init(at: WallTime, microseconds: Int64) {
    self.at = at
    self.microseconds = microseconds
  }
}

/// A meter with enough past to see where it is going.
package struct MeterState: Sendable, Equatable {
  package var latest: MeterReading
  /// Older points, oldest first, thinned to at most forty-eight over the period.
  package var points: [Point] = []

  package init(latest: MeterReading) { self.latest = latest }

  package struct Point: Sendable, Equatable {
    package var at: WallTime
    package var used: Int64

    package init(at: WallTime, used: Int64) {
      self.at = at
      self.used = used
    }
  }
}

/// An application that asks fusebox before it calls the provider.
package struct ApplicationState: Sendable, Equatable {
  package var client: String
  package var lastAskedAt: WallTime
  /// Since the agent's start.
  package var admitted: Int64 = 0
  package var refused: Int64 = 0

  package init(client: String, lastAskedAt: WallTime) {
    self.client = client
    self.lastAskedAt = lastAskedAt
  }
}

/// One minute of calls, ours and reported ones.
package struct MinuteSummary: Sendable, Equatable {
  /// Start of the minute.
  package var minute: WallTime
  package var calls: Int64 = 0
  package var failures: Int64 = 0
  /// Slowest call, microseconds.
  package var slowest: Int64 = 0

  package init(minute: WallTime) { self.minute = minute }
}

/// One line of "what changed": from an event, never from the clock.
package struct Change: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case breaker, page, verdict, override, meter, agent, store
  }

  package var seq: Int64
  package var at: WallTime
  /// Empty for the agent and the store.
  package var provider: ProviderID
  package var kind: Kind
  /// What: "closed → OPEN", "page: API partial", "tripped by mara until 15:01".
  package var what: String
  /// Why or how much: "24 of 40 calls failed (504) ≥ 50 %"; may be empty.
  package var why: String

  package init(
    seq: Int64, at: WallTime, provider: ProviderID, kind: Kind, what: String, why: String
  ) {
    self.seq = seq
    self.at = at
    self.provider = provider
    self.kind = kind
    self.what = what
    self.why = why
  }
}
