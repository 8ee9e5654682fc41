import FuseboxCore

/// The columns of a usage snapshot, in their order. Amounts are in the meter's unit, times RFC
/// 3339 UTC, `percent` is of the limit, `age_s` whole seconds.
package enum UsageColumn: String, Sendable, CaseIterable {
  case provider, meter, tier, kind, unit, used, limit, percent
  case alertAt = "alert_at"
  case expectedByNow = "expected_by_now"
  case forecastLow = "forecast_low"
  case forecastMid = "forecast_mid"
  case forecastHigh = "forecast_high"
  case exhaustedAt = "exhausted_at"
  case periodStart = "period_start"
  case periodEnd = "period_end"
  case zone, source
  case measuredAt = "measured_at"
  case age = "age_s"
  case state
}

/// How a meter stands.
package enum UsageState: String, Sendable, CaseIterable {
  case ok
  /// `mid` of the forecast is over the limit.
  case forecastOver = "forecast_over"
  case pastAlert = "past_alert"
  case atLimit = "at_limit"
  /// Not read for too long, or of a period that has ended: the rest is history.
  case stale
}

/// One meter at one moment.
package struct UsageRow: Sendable, Equatable {
  /// One cell a column, in `UsageColumn`'s order.
  package let cells: [UsageCell]

  package init(provider: ProviderState, meter: MeterState, at now: WallTime) {
    let reading = meter.latest
    let forecast = Forecast.of(meter, at: now)
    let state = UsageState(reading, forecast, of: provider.facts, at: now)
    cells = UsageColumn.allCases.map { column in
      switch column {
      case .provider: .text(reading.provider.rawValue)
      case .meter: .text(reading.meter)
      case .tier: .text(reading.tier)
      case .kind: .text(reading.kind.rawValue)
      case .unit: .text(reading.unit.rawValue)
      case .used: .whole(reading.used)
      case .limit: UsageCell(reading.limit)
      case .percent: reading.share.map { .tenths(percent: $0 * 100) } ?? .none
      case .alertAt: UsageCell(reading.alertAt)
      case .expectedByNow: UsageCell(forecast?.expectedByNow)
      case .forecastLow: UsageCell(forecast?.low)
      case .forecastMid: UsageCell(forecast?.mid)
      case .forecastHigh: UsageCell(forecast?.high)
      case .exhaustedAt: UsageCell(forecast?.exhaustedAt)
      case .periodStart: UsageCell(reading.periodStart)
      case .periodEnd: UsageCell(reading.periodEnd)
      case .zone: .text(reading.zone)
      case .source: .text(reading.source)
      case .measuredAt: UsageCell(reading.at)
      case .age: .whole(max(0, (now - reading.at).milliseconds / 1000))
      case .state: .text(state.rawValue)
      }
    }
  }

  /// The cell of one column.
  package subscript(column: UsageColumn) -> UsageCell {
    zip(UsageColumn.allCases, cells).first { $0.0 == column }?.1 ?? .none
  }
}

extension UsageState {
  init(_ reading: MeterReading, _ forecast: Forecast?, of facts: ProviderFacts, at now: WallTime) {
    let hasEnded = reading.periodEnd.map { $0 <= now } ?? false
    if hasEnded || !facts.isFresh(.usage, readAt: reading.at, at: now) {
      self = .stale
    } else if reading.isAtLimit {
      self = .atLimit
    } else if reading.isPastAlert {
      self = .pastAlert
    } else {
      self = forecast?.overLimit == true ? .forecastOver : .ok
    }
  }
}

extension UsageRow: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: ColumnKey.self)
    for (column, cell) in zip(UsageColumn.allCases, cells) {
      let key = ColumnKey(column)
      switch cell {
      case .text(let text): try container.encode(text, forKey: key)
      case .whole(let number): try container.encode(number, forKey: key)
      case .decimal(let number): try container.encode(number, forKey: key)
      case .none: try container.encodeNil(forKey: key)
      }
    }
  }
}

/// A column's name as a JSON key.
private struct ColumnKey: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }

  init(_ column: UsageColumn) { stringValue = column.rawValue }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
