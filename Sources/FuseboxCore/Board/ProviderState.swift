/// All facts of one provider: a facet each for its page, its calls, its breaker and its meters,
/// and what was judged of them.
package struct ProviderState: Sendable, Equatable {
  package var facts: ProviderFacts
  package var page = PageFacet()
  package var calls = CallFacet()
  package var breaker = BreakerFacet()
  package var meters = MeterFacet()
  package var verdict = VerdictFacet()

  package init(facts: ProviderFacts) { self.facts = facts }

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
