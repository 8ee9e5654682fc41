import FuseboxCore
import FuseboxWire
import GRDB

/// What `fusebox.db` says at the start.
package struct StoredOverrides: Sendable, Equatable {
  package var overrides: [Override] = []
  /// Newest revision of each provider, also where the override is cleared.
  package var revisions: [ProviderID: Int64] = [:]
  /// Number of the last event that was told to the file.
  package var seq: Int64 = 0
  /// Entries that could not be read as they should be.
  package var damaged = 0
  /// See `Recovered.revisionFloor`.
  package var revisionFloor: Int64 = 0
}

extension StoredOverrides {
  /// What can be read of it: one damaged entry takes no other with it.
  init(_ db: Database) throws {
    do {
      let rows = try Row.fetchCursor(db, sql: "SELECT provider, revision, audit FROM override")
      while let row = try rows.next() { add(row) }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      damaged += 1
    }
    do {
      let value = try DatabaseValue.fetchOne(db, sql: "SELECT seq FROM place")
      seq = value.flatMap(StoredNumber.read) ?? 0
      if value != nil, value.flatMap(StoredNumber.read) == nil { damaged += 1 }
    } catch {
      damaged += 1
    }
  }

  private mutating func add(_ row: Row) {
    guard let name = row.text("provider") else {
      damaged += 1
      return
    }
    let provider = ProviderID(name)
    let record = row.text("audit").flatMap(AuditRecord.init(stored:))
    // A row that a newer program wrote keeps its revision, though it cannot be read.
    revisions[provider] = row.number("revision") ?? record?.revision ?? 0
    let isWhole = record.map { $0.override?.isWhole ?? true } ?? false
    if !isWhole || row.number("revision") == nil { damaged += 1 }
    if isWhole, let override = record?.override { overrides.append(override) }
  }
}

extension AuditRecord {
  /// Reads a stored row; of one that a newer program wrote, or that is damaged in part, what can be
  /// read. nil when that does not tell what is in force.
  init?(stored text: String) {
    let bytes = Array(text.utf8)
    if StoredNumber.areSound(inJSON: text), let record = try? ReceiptCodec.decode(bytes),
      StoredNumber.range.contains(record.revision)
    {
      self = record
    } else if let record = PartialAudit.read(bytes, numbers: StoredNumber.range) {
      self = record
    } else {
      return nil
    }
  }

  /// Adds the row, and the override it leaves. Adding a row again changes nothing, and a row that
  /// comes late does not bring back an older override.
  func insert(_ db: Database) throws {
    var record = self
    record.audited = true
    let json = String(decoding: try ReceiptCodec.encode(record), as: UTF8.self)
    try db.execute(
      sql: "INSERT OR IGNORE INTO audit (id, at, provider, json) VALUES (?, ?, ?, ?)",
      arguments: [id, at.milliseconds, provider.rawValue, json])
    let stored = try Row.fetchOne(
      db, sql: "SELECT revision, at, audit FROM override WHERE provider = ?",
      arguments: [provider.rawValue])
    if let newest = stored.flatMap(OverrideOrder.init), order <= newest { return }
    try db.execute(
      sql: "INSERT OR REPLACE INTO override (provider, revision, at, audit) VALUES (?, ?, ?, ?)",
      arguments: [provider.rawValue, revision, at.milliseconds, json])
  }

  /// Newest first, and how many more there are that cannot be read.
  static func fetch(
    _ db: Database, provider: ProviderID?, limit: Int
  ) throws -> (records: [AuditRecord], unread: Int) {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT json FROM audit WHERE ?1 IS NULL OR provider = ?1 ORDER BY number DESC LIMIT ?2
        """,
      arguments: [provider?.rawValue, limit])
    let records = rows.compactMap { $0.text("json").flatMap(AuditRecord.init(stored:)) }
    return (records, rows.count - records.count)
  }
}

extension OverrideOrder {
  /// nil for an entry so damaged that any change comes after it.
  fileprivate init?(_ row: Row) {
    let record = row.text("audit").flatMap(AuditRecord.init(stored:))
    guard let revision = row.number("revision") ?? record?.revision else { return nil }
    let time = row.number("at").map { WallTime(milliseconds: $0) } ?? record?.at
    self.init(
      revision: revision, at: time ?? WallTime(milliseconds: 0), id: record?.id ?? "")
  }
}
