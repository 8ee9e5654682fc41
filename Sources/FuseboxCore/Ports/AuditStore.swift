/// Keeps what people did to breakers. A change works without it; then it is shown as unaudited.
package protocol AuditStore: Sendable {
  /// Writes an override change and its audit row in one transaction. False: kept in memory, shown
  /// as unaudited, tried again each second until it is in.
  func record(_ record: AuditRecord) async -> Bool
  /// Audit rows that were written late: their ids. One consumer.
  func auditedLate() -> AsyncStream<String>
}
