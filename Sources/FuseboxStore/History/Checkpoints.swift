import FuseboxCore
import FuseboxWire
import GRDB

/// Boards stored whole, from which the events after them lead to any later one: one a minute for
/// an hour, one an hour for a week, and the newest.
enum Checkpoints {
  /// Where a replay begins.
  struct Beginning {
    /// nil when no stored board can be read.
    var board: Board?
    /// The number that the newest one claims, readable or not.
    var seq: Int64 = 0
    /// Boards that were passed over because they cannot be read.
    var damaged = 0
  }

  /// - Parameter json: the board, encoded. What claims to be newer is not, and goes.
  static func write(_ db: Database, _ board: Board, json: String, now: WallTime) throws {
    try db.execute(sql: "DELETE FROM checkpoint WHERE seq >= ?", arguments: [board.seq])
    try db.execute(
      sql: "INSERT INTO checkpoint (seq, at, json) VALUES (?, ?, ?)",
      arguments: [board.seq, board.at.milliseconds, json])
    let (hour, week) = (now + .seconds(-3600), now + .seconds(-7 * 86_400))
    try db.execute(
      sql: """
        DELETE FROM checkpoint WHERE seq < :newest AND (
          at < :week
          OR EXISTS (SELECT 1 FROM checkpoint AS earlier WHERE earlier.seq < checkpoint.seq
            AND earlier.at BETWEEN checkpoint.at / 60000 * 60000 AND checkpoint.at)
          OR (at < :hour
            AND EXISTS (SELECT 1 FROM checkpoint AS earlier WHERE earlier.seq < checkpoint.seq
              AND earlier.at BETWEEN checkpoint.at / 3600000 * 3600000 AND checkpoint.at)))
        """,
      arguments: [
        "newest": board.seq, "week": week.milliseconds, "hour": hour.milliseconds,
      ])
  }

  /// The newest board that can be read.
  /// - Parameter time: not one of later; nil: of any time.
  static func newest(_ db: Database, notAfter time: WallTime? = nil) throws -> Beginning {
    var beginning = Beginning()
    // Without a time the column is not asked for: a file of the first version, which cannot be
    // brought up to date on a disk that takes no writes, does not have it.
    let condition = time == nil ? "" : "WHERE at <= ?"
    let rows = try Row.fetchCursor(
      db, sql: "SELECT seq, json FROM checkpoint \(condition) ORDER BY seq DESC",
      arguments: time.map { [$0.milliseconds] } ?? [])
    while let row = try rows.next() {
      let board = row.text("json").flatMap(read)
      beginning.seq = max(beginning.seq, row.number("seq") ?? 0)
      if board == nil || row.number("seq") == nil { beginning.damaged += 1 }
      guard let board else { continue }
      beginning.board = board
      break
    }
    return beginning
  }

  private static func read(_ json: String) -> Board? {
    guard StoredNumber.areSound(inJSON: json),
      let board = try? BoardCodec.decode(Array(json.utf8)).board,
      StoredNumber.range.contains(board.seq)
    else { return nil }
    return board
  }
}
