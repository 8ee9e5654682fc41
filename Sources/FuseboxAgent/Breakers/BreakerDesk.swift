import FuseboxCore

/// Where people's book, what was published and what is to be published lie together: each change
/// is noted here in one step, in the order of the changes.
struct BreakerDesk: Sendable {
  /// An event that waits to be published.
  struct News: Sendable {
    var event: Event
    var at: WallTime
    /// The end of a hold, to be written to the audit too: no command answers for it.
    var ended: AuditRecord?
  }

  private var book: OverrideBook
  private var told: BreakerNews
  /// Oldest first.
  private var outbox: [News] = []

  init(boot: String, _ facts: [ProviderID: ProviderFacts]) {
    book = OverrideBook(boot: boot)
    told = BreakerNews(facts)
  }

  /// Notes what is in force now: the end of a hold that the bank has ended, and the breaker where
  /// it is news.
  /// - Parameter transition: what has just moved the machine.
  mutating func note(
    _ id: ProviderID, _ bank: BreakerBank, _ transition: Transition?, at now: Instant
  ) {
    guard let snapshot = bank.status(id, at: now.monotonic) else { return }
    if let status = told.status(of: id, snapshot, transition, at: now) {
      outbox.append(News(event: .breaker(status), at: now.wall))
    }
    guard snapshot.forced == .none,
      let ended = book.expire(id, to: snapshot.effective, at: now.wall)
    else { return }
    outbox.append(News(event: .override(ended), at: now.wall, ended: ended))
  }

  /// Ends what time ends, and notes what is in force then. A hold ends by the calendar: where that
  /// was corrected, the breaker's deadline follows.
  mutating func tick(_ id: ProviderID, _ bank: BreakerBank, at now: Instant) {
    if let held = book.found(id).override, let until = held.until,
      let end = bank.status(id, at: now.monotonic)?.forced.until
    {
      let due = now.monotonic + (until - now.wall)
      if max(end, due) - min(end, due) >= .seconds(1) {
        let order = BreakerOrder(enforcing: held, at: now)
        _ = bank.carryOut(order, on: id, at: now.monotonic)
      }
    }
    note(id, bank, bank.tick(id, at: now.monotonic), at: now)
  }

  /// Carries out a person's command; nil when there is nothing to audit.
  mutating func perform(
    _ command: Command, _ bank: BreakerBank, at now: Instant
  ) throws(CommandRefusal) -> AuditRecord? {
    let id = command.provider
    tick(id, bank, at: now)
    guard let decision = try book.decide(command, at: now),
      let (before, after) = bank.carryOut(decision.order, on: id, at: now.monotonic)
    else { return nil }
    let record = book.enter(decision, from: before, to: after, at: now)
    if let record { outbox.append(News(event: .override(record), at: now.wall)) }
    note(id, bank, nil, at: now)
    return record
  }

  /// Takes up what was stored, and notes what the board does not know of it.
  mutating func restore(
    _ recovered: Recovered, _ board: Board, _ bank: BreakerBank, at now: Instant
  ) {
    for stored in recovered.board.providers.compactMap(\.breaker.status)
    where bank.isGuarding(stored.provider) {
      bank.restore(stored, at: now)
      told.recover(stored)
    }
    for override in book.recover(recovered, isGuarded: bank.isGuarding) {
      let order = BreakerOrder(enforcing: override, at: now)
      _ = bank.carryOut(order, on: override.provider, at: now.monotonic)
    }
    for row in board.providers {
      let found = book.found(row.id)
      let isBehind = row.breaker.lastChange.map { $0.revision < found.revision } ?? false
      guard row.breaker.override != found.override || isBehind else { continue }
      outbox.append(News(event: .recovered(found), at: now.wall))
    }
    for id in bank.ids { note(id, bank, nil, at: now) }
  }

  /// What is to be published, oldest first; it waits no longer.
  mutating func takeNews() -> [News] {
    defer { outbox = [] }
    return outbox
  }
}
