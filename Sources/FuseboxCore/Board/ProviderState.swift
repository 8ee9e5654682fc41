/// All facts of one provider: a facet each for its page, its calls, its breaker and its meters,
/// and what was judged of them.
///
/// Its copies share one storage until one of them changes: a board is copied with each event, and
/// most of its rows have not changed.
@usableFromInline
package struct ProviderState: Sendable, Equatable {
  /// Exactly one.
  @usableFromInline package var shared: [Facets]

  package init(facts: ProviderFacts) { shared = [Facets(facts: facts)] }

  package var id: ProviderID { facts.provider }

  /// Folds one event of this provider; returns what a person should read of it, and when it was.
  mutating func apply(_ event: Event, at time: WallTime) -> (fact: Change.Fact, at: WallTime)? {
    switch event {
    case .page(let reading):
      return page.apply(reading, failedAt: calls.firstFailureAt).map { ($0, reading.at) }
    case .call(let reading): calls.apply(reading, breaker)
    case .meter(let reading): meters.apply(reading)
    case .limiter(let reading): meters.apply(reading)
    case .traffic(let reading): calls.apply(reading, breaker)
    case .breaker(let status):
      if breaker.isClosed(by: status) { calls.firstFailureAt = nil }
      return breaker.apply(status).map { ($0, status.at) }
    case .override(let record): return breaker.apply(record).map { ($0, record.at) }
    case .recovered(let found): breaker.apply(found)
    case .verdict(let change): return verdict.apply(change, at: time).map { ($0, time) }
    case .alert(let alert): return meters.apply(alert).map { ($0, alert.at) }
    case .started, .store, .heartbeat: break
    }
    return nil
  }

  /// What calls said of a provider that is not called any more would stand for ever.
  mutating func forgetCalls() {
    breaker.status = nil
    calls.forget()
  }
}

extension ProviderFacts {
  /// There is something to call and something to call it with.
  package var isProbed: Bool { hasProbe && credential == .present }
}

/// What a `ProviderState` is made of.
@usableFromInline
package struct Facets: Sendable, Equatable {
  @usableFromInline package var facts: ProviderFacts
  @usableFromInline package var page = PageFacet()
  @usableFromInline package var calls = CallFacet()
  @usableFromInline package var breaker = BreakerFacet()
  @usableFromInline package var meters = MeterFacet()
  @usableFromInline package var verdict = VerdictFacet()

  init(facts: ProviderFacts) { self.facts = facts }
}

// In the place where they are: nothing is copied to look at a part of it.
extension ProviderState {
  @inlinable package var facts: ProviderFacts {
    _read { yield shared[0].facts }
    _modify { yield &shared[0].facts }
  }
  @inlinable package var page: PageFacet {
    _read { yield shared[0].page }
    _modify { yield &shared[0].page }
  }
  @inlinable package var calls: CallFacet {
    _read { yield shared[0].calls }
    _modify { yield &shared[0].calls }
  }
  @inlinable package var breaker: BreakerFacet {
    _read { yield shared[0].breaker }
    _modify { yield &shared[0].breaker }
  }
  @inlinable package var meters: MeterFacet {
    _read { yield shared[0].meters }
    _modify { yield &shared[0].meters }
  }
  @inlinable package var verdict: VerdictFacet {
    _read { yield shared[0].verdict }
    _modify { yield &shared[0].verdict }
  }
}
