/// A provider's breaker, as the bank said last, and people's hold on it.
@usableFromInline
package struct BreakerFacet: Sendable, Equatable {
  /// nil: the provider has no breaker, or nothing was said of it yet.
  package var status: BreakerStatus?
  package var override: Override?
  /// The newest override change, also when it cleared the override.
  package var lastChange: AuditRecord?
  /// Openings by itself on the current UTC day, and that day's start.
  package var openingsToday = 0
  package var openingsDay = WallTime(milliseconds: 0)
  /// When it last closed: failures before it no longer speak against the provider.
  package var lastCloseAt: WallTime?

  package init() {}

  /// What is in force, as the breaker said; closed without one.
  package var effective: EffectiveState { status?.effective ?? .closed }

  /// Whether that status says that it has just closed.
  func isClosed(by status: BreakerStatus) -> Bool {
    // A person's reset closes it and is published as an override: then nothing says `from`.
    guard status.state == .closed, let before = status.from ?? self.status?.state else {
      return false
    }
    return before != .closed
  }

  /// Folds what the bank says now.
  mutating func apply(_ status: BreakerStatus) -> Change.Fact? {
    if isClosed(by: status) { lastCloseAt = status.at }
    self.status = status
    guard let from = status.from else { return nil }
    let day = status.at.floored(to: .seconds(86_400))
    if openingsDay != day { (openingsDay, openingsToday) = (day, 0) }
    if status.state == .open, from == .closed { openingsToday += 1 }
    return .breaker(from: from, to: status.state, why: status.why)
  }

  /// Folds a person's change, or the end of a hold.
  mutating func apply(_ record: AuditRecord) -> Change.Fact? {
    if let last = lastChange {
      // The same record comes again once it is in the database: then only `audited` changes.
      if last.order == record.order, record.audited { lastChange?.audited = true }
      guard last.order < record.order else { return nil }
    }
    lastChange = record
    hold(record.override)
    return .override(OverrideNews(record))
  }

  /// The file of holds is the authority: a change newer than the history's last is not known here.
  mutating func apply(_ found: RecoveredOverride) {
    hold(found.override)
    if let last = lastChange, last.revision < found.revision { lastChange = nil }
  }

  /// The breaker itself says the same in its next status: no board between the two is at odds.
  private mutating func hold(_ override: Override?) {
    self.override = override
    status?.forced = override?.kind
  }
}
