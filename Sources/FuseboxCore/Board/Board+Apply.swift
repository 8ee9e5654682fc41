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
      state.applications = []
      if !facts.isProbed { state.forgetCalls() }
      return state
    }
    note(.agent, "", at: facts.startedAt, "agent started", "pid \(facts.pid), \(facts.profile)")
  }

  private mutating func apply(_ health: StoreHealth, at time: WallTime) {
    let before = stores.first { $0.file == health.file }
    stores.removeAll { $0.file == health.file }
    if health.condition != .fine { stores.append(health) }
    guard (before?.condition ?? .fine) != health.condition else { return }
    let what = health.condition == .fine ? "\(health.file) is written again" : health.message
    note(.store, "", at: time, what, "")
  }

  private mutating func applyToProvider(_ envelope: Envelope) {
    guard let id = envelope.event.provider,
      let index = providers.firstIndex(where: { $0.id == id })
    else { return }
    let lines = providers[index].apply(envelope.event, at: envelope.wall)
    for line in lines { note(line.kind, id, at: line.at, line.what, line.why) }
  }

  private mutating func note(
    _ kind: Change.Kind, _ provider: ProviderID, at time: WallTime, _ what: String, _ why: String
  ) {
    let change = Change(seq: seq, at: time, provider: provider, kind: kind, what: what, why: why)
    changes.insert(change, at: 0)
    if changes.count > Board.changesKept { changes.removeLast() }
  }
}
