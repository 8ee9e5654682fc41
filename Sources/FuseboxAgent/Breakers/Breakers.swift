import FuseboxCore
import FuseboxProviders

/// The breakers with the people's holds on them: bank, book and news in step, so that the board
/// says what admission does. Every change is one synchronous step under the lock; what it leads to
/// is published after it.
package final class Breakers: Sendable {
  private let bank: BreakerBank
  private let names: [ProviderID: String]
  private let state: Guarded<BreakerDesk>
  private let hub: EventHub
  private let audits: any AuditStore

  init(
    settings: AgentSettings, boot: String, hub: EventHub, audits: any AuditStore, at now: Instant
  ) {
    bank = BreakerBank(
      settings.providers.filter(\.isProbed).map { ($0.id, $0.policy) }, seed: settings.seed,
      at: now.monotonic)
    let facts = Dictionary(
      settings.providers.map { ($0.id, $0.facts) }, uniquingKeysWith: { first, _ in first })
    names = facts.mapValues(\.name)
    state = Guarded(BreakerDesk(boot: boot, facts))
    self.hub = hub
    self.audits = audits
  }

  // MARK: calls

  /// A permit for one call of our own; nil when the breaker turns it away.
  /// - Parameter lease: how long it may take when it is a probe.
  func admit(_ id: ProviderID, lease: Duration, at now: Instant) -> Permit? {
    if case .permit(let permit) = admission(id, lease: lease, from: .poll, at: now) {
      return permit
    }
    return nil
  }

  /// The whole answer, with the time to try again. A provider without a breaker admits nothing.
  /// - Parameter lease: how long a probe may take; nil: the policy's.
  func admission(
    _ id: ProviderID, lease: Duration? = nil, from source: CallSource, at now: Instant
  ) -> Admission? {
    guard
      let (admission, transition) = bank.admit(id, lease: lease, from: source, at: now.monotonic)
    else { return nil }
    if let transition { settle(id, transition, at: now) }
    return admission
  }

  /// Reports a call's end.
  func complete(
    _ permit: Permit, of id: ProviderID, _ outcome: Outcome, at now: Instant, words: String,
    retryAfter: Duration?
  ) {
    let transition = bank.complete(
      permit, of: id, outcome, at: now, words: words, retryAfter: retryAfter)
    if transition != nil || outcome != .success { settle(id, transition, at: now) }
  }

  /// Gives a permit back without a verdict.
  func cancel(_ permit: Permit, of id: ProviderID) { bank.cancel(permit, of: id) }

  /// When an open or paused breaker lets our next call through; nil when one may pass now.
  func nextProbe(_ id: ProviderID, at now: Instant) -> MonotonicTime? {
    bank.nextProbe(id, at: now.monotonic)
  }

  /// See `BreakerBank.wantedProbe`.
  func wantedProbe(_ id: ProviderID, at now: Instant) -> MonotonicTime? {
    bank.wantedProbe(id, at: now.monotonic)
  }

  /// Ends what ends by time (leases, holds) and publishes counts that changed; once a second.
  func tick(at now: Instant) {
    change { desk in for id in bank.ids { desk.tick(id, bank, at: now) } }
  }

  // MARK: people

  /// Carries out a person's command; nil when there is nothing to audit. It takes effect in memory
  /// before anything is written.
  func perform(_ command: Command, at now: Instant) throws(CommandRefusal) -> AuditRecord? {
    let id = command.provider
    guard let name = names[id] else { throw .unknownProvider(id.rawValue, near: []) }
    guard bank.isGuarding(id) else { throw .pageOnly(name) }
    return try change { desk throws(CommandRefusal) in
      try desk.perform(command, bank, at: now)
    }
  }

  /// Writes an audit row; the row as it is then.
  @discardableResult
  func write(_ record: AuditRecord) async -> AuditRecord {
    guard await audits.record(record) else { return record }
    var audited = record
    audited.audited = true
    hub.publish(.override(audited), at: record.at)
    return audited
  }

  // MARK: start

  /// Takes up what was stored, puts holds in force for what is left of their time, and tells the
  /// board where the history says something else.
  func restore(_ recovered: Recovered, at now: Instant) {
    let board = hub.board
    change { $0.restore(recovered, board, bank, at: now) }
  }

  // MARK: publishing

  /// Brings book and board up to what is in force.
  private func settle(_ id: ProviderID, _ transition: Transition?, at now: Instant) {
    change { $0.note(id, bank, transition, at: now) }
  }

  /// One change under the lock, then what it leads to.
  private func change<Value: Sendable, Failure: Error>(
    _ body: (inout BreakerDesk) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let value = try state.withLock { state throws(Failure) in try body(&state) }
    publish()
    return value
  }

  /// Publishes what waits. One thread at a time does, so that the board sees the changes in their
  /// order.
  private func publish() {
    guard state.withLock({ $0.beginPublishing() }) else { return }
    while let news = state.withLock({ $0.nextNews() }) {
      hub.publish(news.event, at: news.at)
      if let ended = news.ended { Task { [self] in await write(ended) } }
    }
  }
}
