import FuseboxCore
import GRDB

/// What is asked of the hours. Rows with a number that nothing of ours is are left out.
enum HourlyQueries {
  /// By hour, then label; hours that start within the range.
  static func outcomes(
    _ db: Database, provider: ProviderID, signal: Signal, from start: WallTime, to end: WallTime
  ) throws -> [HourlyOutcome] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT start, label, calls FROM outcome
        WHERE series = (SELECT number FROM series WHERE provider = ? AND signal = ?)
          AND start >= ? AND start < ? ORDER BY start, label
        """,
      arguments: [provider.rawValue, signal.rawValue, start.milliseconds, end.milliseconds]
    ).compactMap { row in
      guard let start = row.time("start"), let label = row.text("label"),
        let calls = row.number("calls")
      else { return nil }
      return HourlyOutcome(start: start, label: label, calls: calls)
    }
  }

  /// Oldest first.
  static func meter(
    _ db: Database, provider: ProviderID, meter: String, from start: WallTime, to end: WallTime
  ) throws -> [HourlyMeter] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT start, used, most, cap FROM meter
        WHERE provider = ? AND meter = ? AND start >= ? AND start < ? ORDER BY start
        """,
      arguments: [provider.rawValue, meter, start.milliseconds, end.milliseconds]
    ).compactMap { row in
      guard let start = row.time("start"), let used = row.amount("used"),
        let most = row.amount("most")
      else { return nil }
      return HourlyMeter(start: start, used: used, most: most, limit: row.amount("cap"))
    }
  }

  /// Oldest first.
  static func openTime(
    _ db: Database, provider: ProviderID, from start: WallTime, to end: WallTime
  ) throws -> [HourlyOpenTime] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT start, milliseconds FROM opened
        WHERE provider = ? AND start >= ? AND start < ? ORDER BY start
        """,
      arguments: [provider.rawValue, start.milliseconds, end.milliseconds]
    ).compactMap { row in
      guard let start = row.time("start"), let milliseconds = row.number("milliseconds")
      else { return nil }
      return HourlyOpenTime(start: start, open: .milliseconds(milliseconds))
    }
  }
}

extension Row {
  fileprivate func time(_ column: String) -> WallTime? {
    number(column).map { WallTime(milliseconds: $0) }
  }

  /// Of a meter: below zero too, an amount that was paid back.
  fileprivate func amount(_ column: String) -> Int64? {
    guard case .int64(let number)? = (self[column] as DatabaseValue?)?.storage,
      number.magnitude <= StoredNumber.range.upperBound.magnitude
    else { return nil }
    return number
  }
}
