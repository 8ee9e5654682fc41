/// One line of "what changed": from an event, never from the clock. A fact with its figures; the
/// words for it are made where it is shown.
package struct Change: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case breaker, page, verdict, override, meter, agent, store
  }

  package enum Fact: Sendable, Equatable {
    case breaker(from: BreakerState, to: BreakerState, why: TransitionReason?)
    case page(PageNews)
    case verdict(Verdict)
    case override(OverrideNews)
    case meter(MeterAlert)
    case agentStarted(pid: Int32, profile: String)
    case store(StoreHealth)
    /// A line that 0.1 stored, in its words.
    case told(Kind, what: String, why: String)
    /// A stored line that is damaged, or of a newer fusebox: what it said is not known.
    case unread(Kind)
  }

  package var seq: Int64
  package var at: WallTime
  /// Empty for the agent and the store.
  package var provider: ProviderID
  package var fact: Fact

  package init(seq: Int64, at: WallTime, provider: ProviderID, fact: Fact) {
    self.seq = seq
    self.at = at
    self.provider = provider
    self.fact = fact
  }

  package var kind: Kind {
    switch fact {
    case .breaker: .breaker
    case .page: .page
    case .verdict: .verdict
    case .override: .override
    case .meter: .meter
    case .agentStarted: .agent
    case .store: .store
    case .told(let kind, _, _), .unread(let kind): kind
    }
  }
}

/// The page says something else than before.
package struct PageNews: Sendable, Equatable {
  package var state: PageState
  /// See `PageReading.headline`.
  package var headline: String
  /// When the page says its trouble began; nil when it is not red.
  package var postedAt: WallTime?
  /// Since when calls had failed then; nil when none did.
  package var failedAt: WallTime?

  package init(
    state: PageState, headline: String, postedAt: WallTime? = nil, failedAt: WallTime? = nil
  ) {
    self.state = state
    self.headline = headline
    self.postedAt = postedAt
    self.failedAt = failedAt
  }
}

/// What a person, or the end of a hold, changed.
package struct OverrideNews: Sendable, Equatable {
  package var action: OverrideAction
  /// Who, by the name they go by.
  package var by: String
  /// Whether something is held since; without `until` it is held until reset.
  package var isHeld: Bool
  package var until: WallTime?
  package var reason: String

  package init(
    action: OverrideAction, by: String, isHeld: Bool, until: WallTime? = nil, reason: String
  ) {
    self.action = action
    self.by = by
    self.isHeld = isHeld
    self.until = until
    self.reason = reason
  }

  package init(_ record: AuditRecord) {
    self.init(
      action: record.action, by: record.actor.name, isHeld: record.override != nil,
      until: record.override?.until, reason: record.reason)
  }
}
