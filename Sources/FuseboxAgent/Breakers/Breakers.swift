import FuseboxCore
import FuseboxProviders

/// The breakers with the people's holds on them: bank, book and news in step, so that the board
/// says what admission does. Every change is one synchronous step; what it leads to is published
/// after it. The agent's own: it runs where its caller does.
final class Breakers {
  /// Called for the end of a hold, which is to be written to the audit though no command answers
  /// for it.
  var ended: (AuditRecord) -> Void = { _ in }
  private let bank: BreakerBank
  private let names: [ProviderID: String]
  private var desk: BreakerDesk
  private let hub: EventHub

  /// - Parameter bank: asked by other threads too; what they change comes here by `settle`.
  init(_ bank: BreakerBank, settings: AgentSettings, boot: String, hub: EventHub) {
    self.bank = bank
    let facts = Dictionary(
      settings.providers.map { ($0.id, $0.facts) }, uniquingKeysWith: { first, _ in first })
    names = facts.mapValues(\.name)
    desk = BreakerDesk(boot: boot, facts)
    self.hub = hub
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

  // MARK: start

  /// Takes up what was stored, puts holds in force for what is left of their time, and tells the
  /// board where the history says something else.
  func restore(_ recovered: Recovered, at now: Instant) {
    change { $0.restore(recovered, hub.board, bank, at: now) }
  }

  // MARK: publishing

  /// Brings book and board up to what is in force.
  /// - Parameter transition: what has just moved the machine.
  func settle(_ id: ProviderID, _ transition: Transition?, at now: Instant) {
    change { $0.note(id, bank, transition, at: now) }
  }

  /// One change, then what it leads to.
  private func change<Value, Failure: Error>(
    _ body: (inout BreakerDesk) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    defer {
      for news in desk.takeNews() {
        hub.publish(news.event, at: news.at)
        if let record = news.ended { ended(record) }
      }
    }
    return try body(&desk)
  }
}
