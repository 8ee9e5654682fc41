import FuseboxCore

/// People's overrides: who holds which breaker, how often that changed, and what can be taken back.
/// A value: it decides what a command does and what of it is audited; others carry it out.
///
///     let decision = try book.decide(command, at: now)     // nothing has changed yet
///     // … the bank carries out decision.order …
///     let record = book.enter(decision, from: before, to: after, at: now)
struct OverrideBook: Sendable {
  private struct Page: Sendable {
    var override: Override?
    var revision: Int64 = 0
    var last: LastChange?
  }

  private struct LastChange: Sendable {
    var at: MonotonicTime
    var record: AuditRecord
    /// What it replaced.
    var before: Override?

    /// Letting calls pass again is not taken back by not letting them pass.
    var canBeUndone: Bool {
      before != nil || [.trip, .extend, .hold].contains(record.action)
    }
  }

  private var pages: [ProviderID: Page] = [:]
  private var records: Int64 = 0
  private let boot: String

  /// Within this time a change can be taken back.
  static let undoWindow = Duration.seconds(30)

  /// - Parameter boot: unique for this run of the agent; ids of audit rows begin with it.
  init(boot: String) { self.boot = boot }

  /// What is held, as an audited start would find it.
  func found(_ id: ProviderID) -> RecoveredOverride {
    let page = pages[id]
    return RecoveredOverride(
      provider: id, override: page?.override, revision: page?.revision ?? 0)
  }

  /// What a command would do; nil when there is nothing to do.
  func decide(
    _ command: Command, at now: Instant
  ) throws(CommandRefusal) -> OverrideDecision? {
    let command = try command.checked()
    let page = pages[command.provider] ?? Page()
    if let expected = command.expectedRevision, expected != page.revision {
      let last = page.last?.record
      throw .changedMeanwhile(by: last?.actor.name ?? "somebody", at: last?.at ?? now.wall)
    }
    var decision = OverrideDecision(
      provider: command.provider, action: .reset, actor: command.actor, reason: command.reason,
      order: .reset)
    switch command.kind {
    case .refresh: return nil
    case .reset: break
    case .resetWithProbe: decision.order = .resetWithProbe
    case .trip:
      decision.action = page.override?.kind == .forcedOpen ? .extend : .trip
      decision.hold(as: .forcedOpen, for: command.seconds, revision: page.revision + 1, at: now)
    case .hold:
      decision.action = .hold
      decision.hold(as: .forcedClosed, for: command.seconds, revision: page.revision + 1, at: now)
    case .probe:
      // A probe touches no hold: held closed, calls pass anyway; tripped, none does.
      if let held = page.override {
        guard held.kind == .forcedOpen else { return nil }
        throw .tripped(by: held.actor.name)
      }
      (decision.action, decision.order) = (.probe, .probe)
    case .undo:
      guard let last = page.last, now.monotonic - last.at <= Self.undoWindow, last.canBeUndone
      else { throw .nothingToUndo }
      decision.action = .undo
      decision.override = last.before
      decision.override?.revision = page.revision + 1
      decision.order = last.before.map { BreakerOrder(enforcing: $0, at: now) } ?? .release
    }
    return decision
  }

  /// Enters what was carried out; returns its line of the audit, nil when it is worth none.
  /// - Parameters:
  ///   - before: what was in force when the order was carried out.
  ///   - after: what is in force since.
  mutating func enter(
    _ decision: OverrideDecision, from before: EffectiveState, to after: EffectiveState,
    at now: Instant
  ) -> AuditRecord? {
    guard decision.isRecorded(from: before) else { return nil }
    let replaced = pages[decision.provider]?.override
    pages[decision.provider, default: Page()].override = decision.override
    let record = record(
      decision.provider, decision.action, decision.actor, decision.reason, from: before,
      to: after, at: now.wall)
    pages[decision.provider]?.last = LastChange(
      at: now.monotonic, record: record, before: replaced)
    return record
  }

  /// The breaker holds no more: time has ended the override. nil when there was none.
  mutating func expire(
    _ id: ProviderID, to after: EffectiveState, at now: WallTime
  ) -> AuditRecord? {
    guard let ended = pages[id]?.override else { return nil }
    pages[id]?.override = nil
    return record(
      id, .expire, ended.actor, ended.reason, from: EffectiveState(.closed, ended.kind), to: after,
      at: now)
  }

  /// Takes up what was stored.
  /// - Parameter isGuarded: only what has a breaker can be held.
  /// - Returns: what is in force.
  mutating func recover(
    _ recovered: Recovered, isGuarded: (ProviderID) -> Bool
  ) -> [Override] {
    for (id, revision) in recovered.revisions { pages[id, default: Page()].revision = revision }
    // The file may have been unreadable: never count below what the board has shown.
    for change in recovered.board.providers.compactMap(\.breaker.lastChange) {
      let known = pages[change.provider]?.revision ?? 0
      pages[change.provider, default: Page()].revision = max(known, change.revision)
    }
    let held = recovered.overrides.filter { isGuarded($0.provider) }
    for override in held { pages[override.provider, default: Page()].override = override }
    return held
  }

  private mutating func record(
    _ id: ProviderID, _ action: OverrideAction, _ actor: Actor, _ reason: String,
    from before: EffectiveState, to after: EffectiveState, at now: WallTime
  ) -> AuditRecord {
    records += 1
    pages[id, default: Page()].revision += 1
    let page = pages[id] ?? Page()
    return AuditRecord(
      id: "\(boot)-\(records)", at: now, provider: id, action: action, actor: actor,
      reason: reason, from: before, to: after, override: page.override, revision: page.revision)
  }
}

extension OverrideDecision {
  /// Holds the breaker from now on.
  fileprivate mutating func hold(
    as kind: Override.Kind, for seconds: Int64?, revision: Int64, at now: Instant
  ) {
    let hold = Override(
      provider: provider, kind: kind, actor: actor, reason: reason, since: now.wall,
      until: seconds.map { now.wall + .seconds($0) }, revision: revision)
    override = hold
    order = BreakerOrder(enforcing: hold, at: now)
  }
}
