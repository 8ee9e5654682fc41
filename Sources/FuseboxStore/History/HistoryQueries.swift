import FuseboxCore
import FuseboxWire
import GRDB

/// What `history.db` says at the start.
struct StoredHistory {
  /// The newest checkpoint with the events after it folded in.
  var board = Board()
  /// The largest number that any event had.
  var seq: Int64 = 0
  /// Entries that could not be read as they should be.
  var damaged = 0
}

/// The questions asked of `history.db`.
enum HistoryQueries {
  /// Events folded at a start when there is no checkpoint to begin from.
  static let longestReplay = 20_000

  static func start(_ db: Database) throws -> StoredHistory {
    var history = StoredHistory()
    if let row = try Row.fetchOne(db, sql: "SELECT seq, json FROM checkpoint") {
      // A checkpoint of a form that this program does not know: the events alone must do.
      history.board = row.text("json").flatMap(soundBoard) ?? Board()
      if row.number("seq") == nil || row.text("json").flatMap(soundBoard) == nil {
        history.damaged += 1
      }
      history.seq = max(history.board.seq, row.number("seq") ?? 0)
    }
    let lines = try String.fetchAll(
      db, sql: "SELECT json FROM event WHERE seq > ? ORDER BY seq DESC LIMIT ?",
      arguments: [history.board.seq, longestReplay])
    for line in lines.reversed() {
      guard StoredNumber.areSound(inJSON: line) else {
        history.damaged += 1
        continue
      }
      if let event = try? EnvelopeCodec.decode(Array(line.utf8)) { history.board.apply(event) }
    }
    let newest = try Int64.fetchOne(
      db, sql: "SELECT max(seq) FROM event WHERE seq <= ?",
      arguments: [StoredNumber.range.upperBound])
    history.seq = max(history.seq, history.board.seq, newest ?? 0)
    return history
  }

  private static func soundBoard(_ json: String) -> Board? {
    guard StoredNumber.areSound(inJSON: json),
      let board = try? BoardCodec.decode(Array(json.utf8)).board,
      StoredNumber.range.contains(board.seq)
    else { return nil }
    return board
  }

  /// Newest first.
  static func changes(
    _ db: Database, provider: ProviderID?, since: WallTime?, limit: Int
  ) throws -> [Change] {
    let filter = provider == nil ? "" : "provider = :provider AND"
    return try Row.fetchAll(
      db,
      sql: "SELECT * FROM change WHERE \(filter) at >= :since ORDER BY number DESC LIMIT :limit",
      arguments: arguments(provider, since, limit)
    ).compactMap(Change.init)
  }

  /// The newest events that changed something a person reads, oldest first.
  static func log(
    _ db: Database, provider: ProviderID?, since: WallTime?, limit: Int
  ) throws -> [Envelope] {
    let filter = provider == nil ? "" : "provider = :provider AND"
    return try String.fetchAll(
      db,
      sql: """
        SELECT json FROM event WHERE \(filter) told = 1 AND at >= :since
        ORDER BY at DESC, number DESC LIMIT :limit
        """,
      arguments: arguments(provider, since, limit)
    ).reversed().filter(StoredNumber.areSound).compactMap {
      try? EnvelopeCodec.decode(Array($0.utf8))
    }
  }

  /// Summed up by SQLite, so that a year on screen is as many points as the screen has columns.
  /// Oldest first, without empty steps.
  static func series(
    _ db: Database, provider: ProviderID, signal: Signal, step: Duration, from start: WallTime,
    to end: WallTime
  ) throws -> [RollupPoint] {
    let resolution: Resolution = step >= .seconds(3600) ? .hour : .minute
    return try Row.fetchAll(
      db,
      sql: """
        SELECT start / :step * :step AS start, sum(calls) AS calls, sum(failures) AS failures,
          max(slowest) AS slowest
        FROM \(resolution.rawValue)
        WHERE series = (SELECT number FROM series WHERE provider = :provider AND signal = :signal)
          AND start >= :start AND start < :end AND calls <= :most AND failures <= :most
        GROUP BY 1 ORDER BY 1
        """,
      arguments: [
        "step": max(step.milliseconds, resolution.length), "provider": provider.rawValue,
        "signal": signal.rawValue, "start": start.milliseconds, "end": end.milliseconds,
        "most": StoredNumber.range.upperBound,
      ]
    ).compactMap { row in
      guard let start = row.number("start"), let calls = row.number("calls"),
        let failures = row.number("failures"), let slowest = row.number("slowest")
      else { return nil }
      return RollupPoint(
        start: WallTime(milliseconds: start), calls: calls, failures: failures, slowest: slowest)
    }
  }

  private static func arguments(
    _ provider: ProviderID?, _ since: WallTime?, _ limit: Int
  ) -> StatementArguments {
    var arguments: StatementArguments = [
      "since": since?.milliseconds ?? Int64.min, "limit": limit,
    ]
    if let provider { arguments += ["provider": provider.rawValue] }
    return arguments
  }
}
