import FuseboxCore
import GRDB

/// Deletes what is older than its time, or beyond the byte cap, a few rows a transaction: the
/// file shrinks page by page and is never rewritten as a whole.
struct Pruning {
  let retention: Retention
  let now: WallTime
  /// One transaction.
  let write: ((Database) throws -> Int) -> Result<Int, StoreTrouble>

  /// The first trouble ends it; the next checkpoint goes on.
  func run() throws(StoreTrouble) {
    try deleteAged("event", where: "told = 0 AND at < ?", before: retention.readings)
    try deleteAged("event", where: "told = 1 AND at < ?", before: retention.hours)
    try deleteAged("change", where: "at < ?", before: retention.hours)
    try deleteRollups(.minute, before: retention.minutes)
    try deleteRollups(.hour, before: retention.hours)
    try deleteHours(before: retention.hours)
    try deleteBeyondCap()
    _ = try write { db in
      try db.execute(sql: "PRAGMA incremental_vacuum(1000)")
      return 0
    }.get()
  }

  private func deleteAged(
    _ table: String, where condition: String, before age: Duration
  ) throws(StoreTrouble) {
    try inBatches { db in
      try db.execute(
        sql: """
          DELETE FROM \(table) WHERE number IN
            (SELECT number FROM \(table) WHERE \(condition) ORDER BY at LIMIT ?)
          """,
        arguments: [limit(age), retention.batch])
      return db.changesCount
    }
  }

  /// One batch of each series: far more than come in between two checkpoints, and each one stretch
  /// of the table's key.
  private func deleteRollups(
    _ resolution: Resolution, before age: Duration
  ) throws(StoreTrouble) {
    let table = resolution.rawValue
    _ = try write { db in
      for series in try Int64.fetchAll(db, sql: "SELECT number FROM series") {
        try db.execute(
          sql: """
            DELETE FROM \(table) WHERE series = ?1 AND start IN
              (SELECT start FROM \(table) WHERE series = ?1 AND start < ?2 ORDER BY start LIMIT ?3)
            """,
          arguments: [series, limit(age), retention.batch])
      }
      return 0
    }.get()
  }

  private func deleteHours(before age: Duration) throws(StoreTrouble) {
    _ = try write { db in
      for table in ["outcome", "opened", "meter"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE start < ?", arguments: [limit(age)])
      }
      return 0
    }.get()
  }

  private func deleteBeyondCap() throws(StoreTrouble) {
    try inBatches { db in
      guard try usedBytes(db) > retention.bytes else { return 0 }
      try db.execute(
        sql: """
          DELETE FROM event WHERE number IN (SELECT number FROM event ORDER BY told, at LIMIT ?)
          """,
        arguments: [retention.batch])
      return db.changesCount
    }
  }

  private func usedBytes(_ db: Database) throws -> Int64 {
    let pages = try Int64.fetchOne(db, sql: "PRAGMA page_count") ?? 0
    let free = try Int64.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
    return (pages - free) * (try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 0)
  }

  /// Repeats until a transaction deletes less than a batch.
  private func inBatches(_ delete: (Database) throws -> Int) throws(StoreTrouble) {
    for _ in 0..<retention.batches where try write(delete).get() < retention.batch { return }
  }

  private func limit(_ age: Duration) -> Int64 { (now + (.zero - age)).milliseconds }
}
