import FuseboxCore
import GRDB

/// What one database file is: its name, its marks and the steps that lead to its tables.
struct Schema: Sendable {
  let fileName: String
  /// `PRAGMA application_id`: tells our files from other programs' databases.
  let applicationID: Int32
  /// `FULL` survives a power cut after each commit; `NORMAL` may lose the last commits then.
  let synchronous: Synchronous
  /// Step n leads from version n to n + 1; steps are never changed, only added.
  let migrations: [@Sendable (Database) throws -> Void]

  enum Synchronous: Int { case normal = 1, full = 2 }

  /// `PRAGMA user_version` of a file that this program has brought up to date.
  var version: Int { migrations.count }

  /// Makes the missing steps, each in a transaction of its own.
  func migrate(_ db: Database) throws {
    let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard found >= 0 else { throw Self.negative(found) }
    guard found <= version else { throw newer(found) }
    for step in found..<version {
      try db.inTransaction(.immediate) {
        try migrations[step](db)
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(step + 1)")
        return .commit
      }
    }
  }

  /// No program writes that: the header is damaged.
  static func negative(_ found: Int) -> StoreTrouble {
    StoreTrouble(.corrupt, "damaged (it says it is of version \(found))")
  }

  func newer(_ found: Int) -> StoreTrouble {
    StoreTrouble(.newer, "made by a newer fusebox (version \(found), this one knows \(version))")
  }
}
