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
}

extension StoredOverrides {
  init(_ db: Database) throws {
    for row in try Row.fetchAll(db, sql: "SELECT provider, revision, audit FROM override") {
      let provider = ProviderID(row["provider"] as String)
      revisions[provider] = row["revision"]
      // A row that a newer program wrote keeps its revision, though it cannot be read.
      if let override = AuditRecord(stored: row["audit"])?.override { overrides.append(override) }
    }
    seq = try Int64.fetchOne(db, sql: "SELECT seq FROM place") ?? 0
  }
}

extension AuditRecord {
  /// Reads a stored row; nil when it is of a form that this program does not know.
  init?(stored text: String) {
    guard let record = try? ReceiptCodec.decode(Array(text.utf8)) else { return nil }
    self = record
  }

  /// Adds the row, and the override it leaves. Adding a row again changes nothing, and a row that
  /// comes late does not bring back an older override. Later is what has a higher revision, or a
  /// later time: an agent that could not read the file at its start begins with low revisions, and
  /// a clock may have been set back.
  func insert(_ db: Database) throws {
    var record = self
    record.audited = true
    let json = String(decoding: try ReceiptCodec.encode(record), as: UTF8.self)
    try db.execute(
      sql: "INSERT OR IGNORE INTO audit (id, at, provider, json) VALUES (?, ?, ?, ?)",
      arguments: [id, at.milliseconds, provider.rawValue, json])
    try db.execute(
      sql: """
        INSERT INTO override (provider, revision, at, audit) VALUES (?, ?, ?, ?)
        ON CONFLICT (provider) DO UPDATE
        SET revision = max(revision, excluded.revision), at = excluded.at, audit = excluded.audit
        WHERE excluded.revision > revision OR excluded.at > at
        """,
      arguments: [provider.rawValue, revision, at.milliseconds, json])
  }

  /// Newest first.
  static func fetch(_ db: Database, provider: ProviderID?, limit: Int) throws -> [AuditRecord] {
    try String.fetchAll(
      db,
      sql: """
        SELECT json FROM audit WHERE ?1 IS NULL OR provider = ?1 ORDER BY number DESC LIMIT ?2
        """,
      arguments: [provider?.rawValue, limit]
    ).compactMap(AuditRecord.init(stored:))
  }
}
