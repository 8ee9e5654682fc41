extension Board {
  /// Folds one event. Live, at start, in history and in tests it is this one function; an event
  /// older than the board is ignored, so a replay may overlap.
  package mutating func apply(_ envelope: Envelope) {
    if case .heartbeat = envelope.event {
      at = max(at, envelope.wall)
      return
    }
    guard envelope.seq > seq else { return }
    seq = envelope.seq
    at = max(at, envelope.wall)
    switch envelope.event {
    case .heartbeat: break
    case .started(let facts): start(facts)
    case .store(let health): apply(health, at: envelope.wall)
    default: applyToProvider(envelope)
    }
  }

  private mutating func start(_ facts: AgentFacts) {
    agent = facts
    let known = providers
    providers = facts.providers.map { facts in
      var state = known.first { $0.id == facts.provider } ?? ProviderState(facts: facts)
      state.facts = facts
      state.calls.applications = []
      if !facts.isProbed { state.forgetCalls() }
      return state
    }
    note(.agentStarted(pid: facts.pid, profile: facts.profile), of: "", at: facts.startedAt)
  }

  private mutating func apply(_ health: StoreHealth, at time: WallTime) {
    let before = stores.first { $0.file == health.file }
    stores.removeAll { $0.file == health.file }
    if health.condition != .fine { stores.append(health) }
    guard (before?.condition ?? .fine) != health.condition else { return }
    note(.store(health), of: "", at: time)
  }

  private mutating func applyToProvider(_ envelope: Envelope) {
    guard let id = envelope.event.provider,
      let index = providers.firstIndex(where: { $0.id == id })
    else { return }
    guard let news = providers[index].apply(envelope.event, at: envelope.wall) else { return }
    note(news.fact, of: id, at: news.at)
  }

  private mutating func note(_ fact: Change.Fact, of provider: ProviderID, at time: WallTime) {
    changes.insert(Change(seq: seq, at: time, provider: provider, fact: fact), at: 0)
    if changes.count > Board.changesKept { changes.removeLast() }
  }
}
