import FuseboxCore

/// What of the breakers becomes an event: transitions, and counts that changed. A value that knows
/// what was published.
struct BreakerNews: Sendable {
  private let facts: [ProviderID: ProviderFacts]
  private var published: [ProviderID: BreakerStatus] = [:]
  /// The breaker's generation in it.
  private var generations: [ProviderID: UInt64] = [:]

  init(_ facts: [ProviderID: ProviderFacts]) { self.facts = facts }

  /// Takes up what an earlier agent published.
  mutating func recover(_ status: BreakerStatus) { published[status.provider] = status }

  /// The breaker as it is now, unless only the clock moved or something later was published.
  /// - Parameter transition: what has just moved the machine.
  mutating func status(
    of id: ProviderID, _ snapshot: BreakerSnapshot, _ transition: Transition?, at now: Instant
  ) -> BreakerStatus? {
    // A person's decision is published as an override, with who and why.
    let move = transition.flatMap { $0.from == $0.to ? nil : $0 }
    let generation = move?.generation ?? snapshot.generation
    guard let facts = facts[id], generation >= generations[id, default: 0] else { return nil }
    var status = BreakerStatus(id, snapshot, facts, at: now)
    if let move { (status.state, status.from, status.why) = (move.to, move.from, move.reason) }
    let before = published[id]
    // The state that outlived a restart began before it.
    if status.from == nil, let before, before.state == status.state { status.since = before.since }
    guard status.isNews(after: before) else { return nil }
    published[id] = status
    generations[id] = generation
    return status
  }
}
