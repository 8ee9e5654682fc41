import Foundation
import FuseboxCore
import GRDB

/// The spans over which readings are summed up.
enum Resolution: String, Sendable, CaseIterable {
  case minute, hour

  /// Milliseconds.
  var length: Int64 { self == .minute ? 60_000 : 3_600_000 }
}

/// All readings of one provider and signal in one span.
package struct RollupPoint: Sendable, Equatable {
  package var start: WallTime
  package var calls: Int64
  /// Calls that count against the provider; page readings that were red or could not be read.
  package var failures: Int64
  /// Microseconds.
  package var slowest: Int64
}

/// Stored readings that are in no stored sum yet, summed up. Sums are written once a minute and
/// before one is asked for; what a crash left without is found by its number.
struct Rollup: Sendable {
  private struct Key: Hashable {
    var resolution: Resolution
    var provider: ProviderID
    var signal: Signal
    var start: Int64
  }

  private var points: [Key: RollupPoint] = [:]
  /// Of single calls and pages; of applications' calls only the slowest of a second is known.
  private var latencies: [Key: LatencyHistogram] = [:]
  private var hourly = HourlyFacts()
  /// Number of the first event that was added; nil when there is none.
  private var first: Int64?

  /// Adds what was just stored.
  /// - Parameter number: of the first of these events in the file.
  mutating func add(_ rows: [EventRow], from number: Int64?) {
    first = first ?? number
    for row in rows { add(row.envelope.event) }
  }

  /// Writes the sums, with those of earlier events that are in no sum either. What cannot be read of
  /// them is left out.
  func writeAll(_ db: Database) throws {
    let summed = try Row.fetchOne(db, sql: "SELECT number FROM summed")?.number("number")
    let newest = try Int64.fetchOne(db, sql: "SELECT max(number) FROM event") ?? 0
    guard newest != summed else { return }
    var rollup = self
    // A mark that is damaged, or beyond all events, tells nothing: to count twice would be untrue.
    if let summed, summed < newest {
      let rows = try Row.fetchCursor(
        db, sql: "SELECT json FROM event WHERE number > ? AND number < ?",
        arguments: [summed, first ?? .max])
      while let row = try rows.next() {
        if let event = row.text("json").flatMap(HistoryQueries.event) { rollup.add(event.event) }
      }
    }
    try rollup.write(db)
    try db.execute(
      sql: "INSERT OR REPLACE INTO summed (only_row, number) VALUES (1, ?)", arguments: [newest])
  }

  private mutating func add(_ event: Event) {
    hourly.add(event)
    switch event {
    case .call(let reading):
      add(
        reading.provider, reading.signal, at: reading.at, calls: 1,
        failures: reading.outcome.isFailure ? 1 : 0, slowest: reading.timings.total,
        isOne: true)
    case .page(let reading):
      let isBad = reading.state.isRed || reading.state == .unknown
      add(
        reading.provider, .status, at: reading.at, calls: 1, failures: isBad ? 1 : 0,
        slowest: reading.timings.total, isOne: true)
    case .traffic(let reading):
      add(
        reading.provider, .traffic, at: reading.at, calls: reading.completed,
        failures: reading.failed, slowest: reading.slowest)
    default: break
    }
  }

  /// - Parameter isOne: `slowest` is the time of one call, not of the slowest of several.
  private mutating func add(
    _ provider: ProviderID, _ signal: Signal, at time: WallTime, calls: Int64, failures: Int64,
    slowest: Int64, isOne: Bool = false
  ) {
    for resolution in Resolution.allCases {
      let start = time.milliseconds / resolution.length * resolution.length
      let key = Key(resolution: resolution, provider: provider, signal: signal, start: start)
      var point =
        points[key]
        ?? RollupPoint(start: WallTime(milliseconds: start), calls: 0, failures: 0, slowest: 0)
      point.calls = Self.sum(point.calls, calls)
      point.failures = Self.sum(point.failures, failures)
      point.slowest = Self.sum(0, max(point.slowest, slowest))
      if isOne { latencies[key, default: LatencyHistogram()].add(slowest) }
      points[key] = point
    }
  }

  private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    let range = StoredNumber.range
    return overflow ? range.upperBound : min(max(sum, range.lowerBound), range.upperBound)
  }

  /// Adds the sums to what is stored; what is damaged there is begun anew, for a sum beyond what
  /// the column holds would keep out every reading of its minute.
  private func write(_ db: Database) throws {
    for (key, point) in points {
      try db.cachedStatement(
        sql: "INSERT OR IGNORE INTO series (provider, signal) VALUES (?, ?)"
      ).execute(arguments: [key.provider.rawValue, key.signal.rawValue])
      try db.cachedStatement(
        sql: """
          INSERT INTO \(key.resolution.rawValue) (series, start, calls, failures, slowest, latency)
          VALUES ((SELECT number FROM series WHERE provider = ?7 AND signal = ?1),
            ?2, ?3, ?4, ?5, ?8)
          ON CONFLICT DO UPDATE SET
            calls = iif(calls BETWEEN 0 AND ?6, calls, 0) + excluded.calls,
            failures = iif(failures BETWEEN 0 AND ?6, failures, 0) + excluded.failures,
            slowest = max(iif(slowest BETWEEN 0 AND ?6, slowest, 0), excluded.slowest),
            latency = iif(excluded.latency IS NULL, latency, merge_latency(latency, excluded.latency))
          """
      ).execute(arguments: [
        key.signal.rawValue, key.start, point.calls, point.failures, point.slowest,
        StoredNumber.range.upperBound, key.provider.rawValue,
        latencies[key].map { Data(StoredHistogram.bytes($0)) },
      ])
    }
    try hourly.write(db)
  }
}
