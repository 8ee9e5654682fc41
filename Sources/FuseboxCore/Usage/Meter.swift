/// How a metered quantity behaves.
package enum MeterKind: String, Sendable, CaseIterable {
  /// Adds up and starts again with its period: mails a month. Has pace, forecast, exhaustion.
  case sum
  /// Goes up and down: memory, hosts. Has a trend and a time to its alert.
  case level
  /// A rate limit: used of a short window that resets by itself. No forecast.
  case window
}

/// What one unit of a meter is; decides how its numbers are written.
package enum MeterUnit: String, Sendable, CaseIterable {
  case count, bytes, microUSD, requests, clients, minutes
}

/// One timed reading of a meter, with the limit that applied. Counts are integers; money is
/// micro-USD.
package struct MeterReading: Sendable, Equatable {
  package var provider: ProviderID
  /// Stable name within the provider: `core_requests`, `memory`.
  package var meter: String
  /// For people: "API requests".
  package var title: String
  package var kind: MeterKind
  package var unit: MeterUnit
  package var at: WallTime
  package var used: Int64
  /// nil: the plan sets none (or none is known): no bar, no percentage.
  package var limit: Int64?
  /// The limit's own alert threshold, in the meter's unit.
  package var alertAt: Int64?
  /// The plan's name, from configuration: "Pro".
  package var tier: String
  /// The period `used` belongs to. nil for a level.
  package var periodStart: WallTime?
  package var periodEnd: WallTime?
  /// IANA name of the period's time zone.
  package var zone: String
  /// Where `used` comes from: `provider` (asked), `counted` (our own calls).
  package var source: String

  package init(
    provider: ProviderID, meter: String, title: String, kind: MeterKind, unit: MeterUnit,
    at: WallTime, used: Int64, limit: Int64?, alertAt: Int64?, tier: String = "",
    periodStart: WallTime? = nil, periodEnd: WallTime? = nil, zone: String = "UTC",
    source: String = "provider"
  ) {
    self.provider = provider
    self.meter = meter
    self.title = title
    self.kind = kind
    self.unit = unit
    self.at = at
    self.used = used
    self.limit = limit
    self.alertAt = alertAt
    self.tier = tier
    self.periodStart = periodStart
    self.periodEnd = periodEnd
    self.zone = zone
    self.source = source
  }

  /// used / limit; nil without a limit. A limit of zero is full as soon as anything is used.
  package var share: Double? {
    guard let limit else { return nil }
    guard limit > 0 else { return used > 0 ? 1 : 0 }
    return Double(used) / Double(limit)
  }

  /// At or past the limit's own alert threshold.
  package var isPastAlert: Bool {
    guard let alertAt else { return isAtLimit }
    return used >= alertAt
  }

  /// Nothing is left.
  package var isAtLimit: Bool {
    guard let limit else { return false }
    return used >= limit
  }
}
