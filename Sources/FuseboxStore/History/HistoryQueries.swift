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
    let beginning = try Checkpoints.newest(db)
    // Without a checkpoint that can be read the events alone must do.
    history.board = beginning.board ?? Board()
    history.damaged = beginning.damaged
    history.seq = max(history.board.seq, beginning.seq)
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

  /// The board as it was: the newest checkpoint that is not later, with the events after it folded
  /// in. nil when not enough is kept of that time, or nothing had happened yet.
  static func board(_ db: Database, at time: WallTime) throws -> Board? {
    let beginning = try Checkpoints.newest(db, notAfter: time).board
    // Without one, only events of which none was deleted yet give the whole board.
    guard try beginning != nil || Int64.fetchOne(db, sql: "SELECT min(number) FROM event") == 1
    else { return nil }
    var board = beginning ?? Board()
    let rows = try Row.fetchCursor(
      db, sql: "SELECT at, json FROM event WHERE seq > ? ORDER BY seq", arguments: [board.seq])
    while let row = try rows.next() {
      guard let at = row.number("at"), at <= time.milliseconds else { break }
      if let event = row.text("json").flatMap(event) { board.apply(event) }
    }
    return board.seq > 0 ? board : nil
  }

  /// nil for one that is damaged, or of a kind that this program does not know.
  static func event(_ json: String) -> Envelope? {
    guard StoredNumber.areSound(inJSON: json) else { return nil }
    return try? EnvelopeCodec.decode(Array(json.utf8))
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
    ).map(Change.init)
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

  /// How long calls took: the whole hours of a range as hours, what is left at its ends as minutes.
  static func latency(
    _ db: Database, provider: ProviderID, signal: Signal, from start: WallTime, to end: WallTime
  ) throws -> LatencyHistogram {
    let length = Resolution.hour.length
    let range = StoredNumber.range
    let (start, end) = (
      start.milliseconds.clamped(to: range), end.milliseconds.clamped(to: range)
    )
    let firstHour = (start + length - 1) / length * length
    let lastHour = max(firstHour, end / length * length)
    var sum = LatencyHistogram()
    let parts: [(Resolution, Int64, Int64)] = [
      (.minute, start, min(firstHour, end)), (.hour, firstHour, min(lastHour, end)),
      (.minute, lastHour, end),
    ]
    for (resolution, start, end) in parts where start < end {
      let rows = try DatabaseValue.fetchCursor(
        db,
        sql: """
          SELECT latency FROM \(resolution.rawValue)
          WHERE series = (SELECT number FROM series WHERE provider = ? AND signal = ?)
            AND start >= ? AND start < ?
          """, arguments: [provider.rawValue, signal.rawValue, start, end])
      while let row = try rows.next() { sum.merge(StoredHistogram.read(row)) }
    }
    return sum
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
