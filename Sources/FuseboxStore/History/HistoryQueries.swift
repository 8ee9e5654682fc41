import FuseboxCore
import FuseboxWire
import GRDB

/// The questions asked of `history.db`.
enum HistoryQueries {
  /// Events folded at a start when there is no checkpoint to begin from.
  static let longestReplay = 20_000

  /// The newest checkpoint with the events after it folded in.
  static func board(_ db: Database) throws -> Board {
    let stored = try String.fetchOne(db, sql: "SELECT json FROM checkpoint")
    // A checkpoint of a form that this program does not know: the events alone must do.
    var board = stored.flatMap { try? BoardCodec.decode(Array($0.utf8)).board } ?? Board()
    let lines = try String.fetchAll(
      db, sql: "SELECT json FROM event WHERE seq > ? ORDER BY seq DESC LIMIT ?",
      arguments: [board.seq, longestReplay])
    for line in lines.reversed() {
      if let envelope = try? EnvelopeCodec.decode(Array(line.utf8)) { board.apply(envelope) }
    }
    return board
  }

  /// The largest number that any event had.
  static func seq(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(
      db,
      sql: """
        SELECT max(ifnull((SELECT max(seq) FROM event), 0), ifnull((SELECT seq FROM checkpoint), 0))
        """) ?? 0
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
    ).reversed().compactMap { try? EnvelopeCodec.decode(Array($0.utf8)) }
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
        SELECT start / :step * :step AS start, sum(calls), sum(failures), max(slowest)
        FROM \(resolution.rawValue)
        WHERE series = (SELECT number FROM series WHERE provider = :provider AND signal = :signal)
          AND start >= :start AND start < :end
        GROUP BY 1 ORDER BY 1
        """,
      arguments: [
        "step": max(step.milliseconds, resolution.length), "provider": provider.rawValue,
        "signal": signal.rawValue, "start": start.milliseconds, "end": end.milliseconds,
      ]
    ).map {
      RollupPoint(
        start: WallTime(milliseconds: $0[0]), calls: $0[1], failures: $0[2], slowest: $0[3])
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
