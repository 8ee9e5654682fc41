import FuseboxCore
import GRDB

/// What a batch adds to its hours beside sums of calls: calls that did not succeed by their
/// outcome, and every meter.
struct HourlyFacts {
  private struct OutcomeKey: Hashable {
    var provider: ProviderID
    var signal: Signal
    var start: Int64
    var label: String
  }

  private struct MeterKey: Hashable {
    var provider: ProviderID
    var meter: String
    var start: Int64
  }

  private struct MeterHour {
    var latest: MeterReading
    var most: Int64
  }

  private var outcomes: [OutcomeKey: Int64] = [:]
  private var meters: [MeterKey: MeterHour] = [:]

  /// Counts an event; most kinds say nothing here.
  mutating func add(_ event: Event) {
    switch event {
    case .call(let reading) where reading.outcome != .success:
      count(1, reading.provider, reading.signal, reading.at, reading.outcome.label)
    case .traffic(let reading):
      count(reading.failed, reading.provider, .traffic, reading.at, "failed")
      count(reading.useless, reading.provider, .traffic, reading.at, "useless")
      count(reading.refused, reading.provider, .traffic, reading.at, "refused")
    case .meter(let reading):
      let key = MeterKey(
        provider: reading.provider, meter: reading.meter, start: Self.hour(reading.at))
      meters[key] = MeterHour(
        latest: reading, most: max(reading.used, meters[key]?.most ?? reading.used))
    default: break
    }
  }

  private mutating func count(
    _ calls: Int64, _ provider: ProviderID, _ signal: Signal, _ time: WallTime, _ label: String
  ) {
    guard calls > 0 else { return }
    let key = OutcomeKey(
      provider: provider, signal: signal, start: Self.hour(time), label: label)
    outcomes[key, default: 0].add(calls)
  }

  private static func hour(_ time: WallTime) -> Int64 {
    time.milliseconds / Resolution.hour.length * Resolution.hour.length
  }

  /// Adds to what is stored, after the series of these calls are. A damaged count is begun anew.
  func write(_ db: Database) throws {
    for (key, calls) in outcomes {
      try db.cachedStatement(
        sql: """
          INSERT INTO outcome (series, start, label, calls)
          VALUES ((SELECT number FROM series WHERE provider = ?1 AND signal = ?2), ?3, ?4, ?5)
          ON CONFLICT DO UPDATE
          SET calls = iif(calls BETWEEN 0 AND ?6, calls, 0) + excluded.calls
          """
      ).execute(arguments: [
        key.provider.rawValue, key.signal.rawValue, key.start, key.label,
        min(calls, StoredNumber.range.upperBound), StoredNumber.range.upperBound,
      ])
    }
    for (key, hour) in meters {
      try db.cachedStatement(
        sql: """
          INSERT INTO meter (provider, meter, start, used, most, cap) VALUES (?, ?, ?, ?, ?, ?)
          ON CONFLICT DO UPDATE
          SET used = excluded.used, most = max(most, excluded.most), cap = excluded.cap
          """
      ).execute(arguments: [
        key.provider.rawValue, key.meter, key.start, hour.latest.used, hour.most,
        hour.latest.limit,
      ])
    }
  }
}
