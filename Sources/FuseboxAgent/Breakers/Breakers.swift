import FuseboxCore
import FuseboxProviders

/// Every provider's breaker with the people's holds on them: admission, results, commands and
/// their audit. Cells carry their own lock; the lock here is for the overrides' bookkeeping.
package final class Breakers: Sendable {
  private struct Book: ~Copyable {
    var overrides: [ProviderID: Override] = [:]
    var revisions: [ProviderID: Int64] = [:]
    /// What the last change of each provider replaced, for undo.
    var before: [ProviderID: (at: MonotonicTime, record: AuditRecord, override: Override?)] = [:]
    /// The newest status on the board, and the breaker's generation in it.
    var published: [ProviderID: BreakerStatus] = [:]
    var generations: [ProviderID: UInt64] = [:]
    var records: Int64 = 0
  }

  private let cells: [ProviderID: BreakerCell]
  private let names: [ProviderID: ProviderFacts]
  private let boot: String
  private let book = Guarded(Book())
  private let hub: EventHub
  private let journal: any Journal

  /// Within this time a change can be taken back.
  static let undoWindow = Duration.seconds(30)

  init(
    settings: AgentSettings, boot: String, hub: EventHub, journal: any Journal, at now: Instant
  ) {
    var cells: [ProviderID: BreakerCell] = [:]
    for (index, watched) in settings.providers.enumerated() where watched.isProbed {
      cells[watched.id] = BreakerCell(
        policy: watched.policy, at: now.monotonic, seed: settings.seed &+ UInt64(index))
    }
    self.cells = cells
    names = Dictionary(
      settings.providers.map { ($0.id, $0.facts) }, uniquingKeysWith: { first, _ in first })
    self.boot = boot
    self.hub = hub
    self.journal = journal
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
    guard let cell = cells[id] else { return nil }
    let (admission, transition) = cell.admit(at: now.monotonic, lease: lease, from: source)
    if let transition { publish(transition, of: id, at: now) }
    return admission
  }

  /// Reports a call's end.
  func complete(
    _ permit: Permit, of id: ProviderID, _ outcome: Outcome, at now: Instant, words: String,
    retryAfter: Duration?
  ) {
    guard let cell = cells[id] else { return }
    var pause: MonotonicTime?
    if case .throttled(let until?) = outcome { pause = now.monotonic + (until - now.wall) }
    let transition = cell.complete(
      permit, outcome, at: now.monotonic, words: words, pauseUntil: pause, retryAfter: retryAfter)
    if let transition {
      publish(transition, of: id, at: now)
    } else if outcome != .success {
      publishCounts(id, at: now)
    }
  }

  /// Gives a permit back without a verdict.
  func cancel(_ permit: Permit, of id: ProviderID) {
    cells[id]?.cancel(permit)
  }

  /// When an open or paused breaker lets our next call through; nil when one may pass now.
  func nextProbe(_ id: ProviderID, at now: Instant) -> MonotonicTime? {
    cells[id]?.status(at: now.monotonic).nextOwnCall
  }

  /// When a call of ours is wanted to move the machine on: once an open breaker lets one pass, or
  /// a half-open one that nobody probes; else nil.
  func wantedProbe(_ id: ProviderID, at now: Instant) -> MonotonicTime? {
    guard let status = cells[id]?.status(at: now.monotonic), status.forced == .none,
      status.state != .closed, status.probesOut == 0
    else { return nil }
    return status.nextOwnCall ?? now.monotonic
  }

  /// Whether calls to it pass a breaker.
  func isGuarding(_ id: ProviderID) -> Bool { cells[id] != nil }

  // MARK: time

  /// Ends what ends by time (leases, holds) and publishes counts that changed; once a second.
  func tick(at now: Instant) {
    for (id, cell) in cells.sorted(by: { $0.key < $1.key }) {
      if let transition = cell.tick(at: now.monotonic) { publish(transition, of: id, at: now) }
      expire(id, at: now)
      publishCounts(id, at: now)
    }
  }

  private func expire(_ id: ProviderID, at now: Instant) {
    let ended = book.withLock { book -> AuditRecord? in
      guard let override = book.overrides[id], let until = override.until, until <= now.wall
      else { return nil }
      book.overrides[id] = nil
      return Self.record(
        &book, boot: boot, now.wall, id, .expire, override.actor, override.reason,
        from: override.kind.rawValue, to: cells[id]?.effective ?? "", nil)
    }
    guard let ended else { return }
    announce(ended)
  }

  // MARK: people

  /// Carries out a person's command. It takes effect in memory before anything is written.
  func perform(_ command: Command, at now: Instant) throws(CommandRefusal) -> AuditRecord? {
    guard let facts = names[command.provider] else {
      throw .unknownProvider(command.provider.rawValue, near: [])
    }
    guard let cell = cells[command.provider] else { throw .pageOnly(facts.name) }
    let change = try Change(command, at: now)
    let outcome = book.withLock { book -> Result<AuditRecord?, CommandRefusal> in
      let outcome = Self.apply(change, &book, boot: boot, cell: cell, at: now)
      // Under the lock: the board sees two people's changes in the order they took effect.
      if case .success(let record?) = outcome { hub.publish(.override(record), at: now.wall) }
      return outcome
    }
    guard let record = try outcome.get() else { return nil }
    publishCounts(command.provider, at: now)
    return record
  }

  private static func apply(
    _ change: Change, _ book: inout Book, boot: String, cell: BreakerCell, at now: Instant
  ) -> Result<AuditRecord?, CommandRefusal> {
    let command = change.command
    let id = command.provider
    let revision = book.revisions[id] ?? 0
    if let expected = command.expectedRevision, expected != revision {
      let last = book.before[id]?.record
      return .failure(
        .changedMeanwhile(by: last?.actor.name ?? "somebody", at: last?.at ?? now.wall))
    }
    var change = change
    let current = book.overrides[id]
    if command.kind == .undo {
      guard let last = book.before[id], now.monotonic - last.at <= undoWindow,
        last.override != nil || [.trip, .extend, .hold].contains(last.record.action)
      else { return .failure(.nothingToUndo) }
      change.target = last.override
    }
    if command.kind == .probe, let current {
      // A probe touches no hold: held closed, calls pass anyway; tripped, none does.
      guard current.kind == .forcedOpen else { return .success(nil) }
      return .failure(.tripped(by: current.actor.name))
    }
    guard change.isRecorded(effective: cell.effective) else { return .success(nil) }
    let before = cell.effective
    change.carryOut(on: cell, at: now)
    var override = change.target
    override?.revision = revision + 1
    book.overrides[id] = override
    let action: OverrideAction =
      change.action == .trip && current?.kind == .forcedOpen ? .extend : change.action
    let record = record(
      &book, boot: boot, now.wall, id, action, command.actor, change.reason, from: before,
      to: cell.effective, override)
    book.before[id] = (now.monotonic, record, current)
    return .success(record)
  }

  private static func record(
    _ book: inout Book, boot: String, _ at: WallTime, _ id: ProviderID, _ action: OverrideAction,
    _ actor: Actor, _ reason: String, from: String, to: String, _ override: Override?
  ) -> AuditRecord {
    book.records += 1
    let revision = (book.revisions[id] ?? 0) + 1
    book.revisions[id] = revision
    return AuditRecord(
      id: "\(boot)-\(book.records)", at: at, provider: id, action: action, actor: actor,
      reason: reason, from: from, to: to, override: override, revision: revision)
  }

  /// Publishes a change and has it written; once it is, publishes it again as audited.
  private func announce(_ record: AuditRecord) {
    hub.publish(.override(record), at: record.at)
    Task { [self] in await write(record) }
  }

  /// Writes an audit row; true once it is in the database.
  @discardableResult
  func write(_ record: AuditRecord) async -> AuditRecord {
    guard await journal.record(record) else { return record }
    var audited = record
    audited.audited = true
    hub.publish(.override(audited), at: record.at)
    return audited
  }

  // MARK: start

  /// Takes up what was stored: a breaker that was open waits for the rest of its wait, and a
  /// person's hold is in force for what is left of its time.
  func restore(_ recovered: Recovered, at now: Instant) {
    book.withLock { book in
      book.revisions = recovered.revisions
      // The file may have been unreadable: never count below what the board has shown.
      for change in recovered.board.providers.compactMap(\.lastOverrideChange) {
        book.revisions[change.provider] = max(
          book.revisions[change.provider] ?? 0, change.revision)
      }
    }
    for stored in recovered.board.providers.compactMap(\.breaker) {
      guard let cell = cells[stored.provider] else { continue }
      cell.restore(
        stored.state, attempt: stored.attempt, wait: .milliseconds(stored.waitMilliseconds),
        remaining: stored.probeAt.map { $0 - now.wall } ?? .zero, at: now.monotonic)
      book.withLock { $0.published[stored.provider] = stored }
    }
    for override in recovered.overrides {
      guard let cell = cells[override.provider] else { continue }
      book.withLock { $0.overrides[override.provider] = override }
      Change.enforce(override, on: cell, at: now)
    }
    for id in names.keys.sorted() { publishRecovered(id, at: now) }
    for id in cells.keys.sorted() { publishCounts(id, at: now) }
  }

  /// Tells the board what is in force where the history says something else. A provider that is not
  /// called any more is held by nobody.
  private func publishRecovered(_ id: ProviderID, at now: Instant) {
    guard let row = hub.board[id] else { return }
    let found = book.withLock {
      RecoveredOverride(
        provider: id, override: $0.overrides[id], revision: $0.revisions[id] ?? 0)
    }
    let isBehind = row.lastOverrideChange.map { $0.revision < found.revision } ?? false
    guard row.override != found.override || isBehind else { return }
    hub.publish(.recovered(found), at: now.wall)
  }

  // MARK: publishing

  private func publish(_ transition: Transition, of id: ProviderID, at now: Instant) {
    // A person's decision is published as an override, with who and why.
    guard transition.from != transition.to else { return }
    publish(id, at: now, transition)
  }

  private func publishCounts(_ id: ProviderID, at now: Instant) { publish(id, at: now, nil) }

  /// Publishes the breaker as it is now, unless only the clock moved. Under the lock from the look
  /// at the machine to the hub, so that the board never goes back to what was before.
  private func publish(_ id: ProviderID, at now: Instant, _ transition: Transition?) {
    guard let cell = cells[id], let facts = names[id] else { return }
    book.withLock { book in
      let snapshot = cell.status(at: now.monotonic)
      // A later transition has been published already.
      guard (transition?.generation ?? snapshot.generation) >= book.generations[id, default: 0]
      else { return }
      var status = BreakerStatus(id, snapshot, facts, at: now)
      if let transition {
        (status.state, status.from) = (transition.to, transition.from)
        status.why = transition.words
      }
      let before = book.published[id]
      // The state that outlived a restart began before it.
      if status.from == nil, let before, before.state == status.state {
        status.since = before.since
      }
      guard status.isNews(after: before) else { return }
      book.published[id] = status
      book.generations[id] = transition?.generation ?? snapshot.generation
      hub.publish(.breaker(status), at: status.at)
    }
  }
}
