import FuseboxCore
import FuseboxProviders

/// What people command, and what was done before.
extension Agent {
  /// Carries out a person's command.
  package func perform(_ command: Command) async throws(CommandRefusal) -> AuditRecord? {
    let now = ports.loop.now
    if command.kind == .refresh {
      let names: Set<ProviderID> = command.provider.rawValue.isEmpty ? [] : [command.provider]
      let next = schedule.refresh(names, at: now.monotonic)
      startDue()
      if let next { throw .tooSoon(until: now.wallTime(of: next)) }
      return nil
    }
    guard names.contains(command.provider) else {
      throw .unknownProvider(
        command.provider.rawValue,
        near: catalogue.near(command.provider.rawValue).map(\.rawValue))
    }
    let record = try breakers.perform(command, at: now)
    if command.kind != .trip {
      schedule.probe(command.provider, at: now.monotonic)
      startDue()
    }
    guard let record else { return nil }
    return await write(record)
  }

  /// Writes an audit row, and says so on the board; the row as it is then.
  @discardableResult
  func write(_ record: AuditRecord) async -> AuditRecord {
    guard await ports.audits.record(record) else { return record }
    var audited = record
    audited.audited = true
    hub.publish(.override(audited), at: record.at)
    return audited
  }

  /// Stored changes, newest first.
  package func changes(
    provider: ProviderID?, since: WallTime?, limit: Int
  ) async throws(CommandRefusal) -> [Change] {
    try await ports.history.changes(provider: provider, since: since, limit: limit)
  }

  /// Audit rows, newest first.
  package func audit(
    provider: ProviderID?, limit: Int
  ) async throws(CommandRefusal) -> [AuditRecord] {
    try await ports.history.audit(provider: provider, limit: limit)
  }

  /// Says that a row was written after all.
  func markAudited(_ id: String) {
    guard
      var record = hub.board.providers.compactMap(\.breaker.lastChange).first(where: { $0.id == id }
      )
    else { return }
    record.audited = true
    hub.publish(.override(record), at: record.at)
  }
}
