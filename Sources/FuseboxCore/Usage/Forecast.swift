/// Where a meter is going. A sum has a pace and an end of its period, a level a trend; a window
/// resets by itself and has none.
package struct Forecast: Sendable, Equatable {
  /// What an even pace would have used by now (sum with a limit and a period).
  package var expectedByNow: Int64?
  /// Expected use at the period's end; nil when there is too little to go by.
  package var mid: Int64?
  /// 80 % band around `mid`: ±1.28 · σ of a day · √days; nil without two full days of points.
  package var low: Int64?
  package var high: Int64?
  /// When the limit is reached at this rate; nil: not in this period (not in 90 days for a level).
  package var exhaustedAt: WallTime?
  /// `mid` is over the limit.
  package var overLimit = false

  package init() {}
}

extension Forecast {
  /// The forecast of a meter now.
  ///
  /// Daily rate of a sum, S used of a period of which the share e is over: at least three days of
  /// points → mean of the last three days; else S / e once e ≥ 5 %; else none.
  ///
  /// | used | share over | limit | mid | exhausted |
  /// |---|---|---|---|---|
  /// | 450 | 0.5 | 1000 | 900 | no |
  /// | 600 | 0.5 | 1000 | 1200 | at 0.83 of the period |
  /// | 10 | 0.04 | 1000 | none | – |
  package static func of(_ meter: MeterState, at now: WallTime) -> Forecast? {
    switch meter.latest.kind {
    case .window: nil
    case .sum: ofSum(meter, at: now)
    case .level: ofLevel(meter, at: now)
    }
  }

  private static func ofSum(_ meter: MeterState, at now: WallTime) -> Forecast? {
    let reading = meter.latest
    guard let start = reading.periodStart, let end = reading.periodEnd, start < end, now < end
    else { return nil }
    let period = (end - start).inSeconds
    let share = min(1, max(0, (reading.at - start).inSeconds / period))
    var forecast = Forecast()
    forecast.expectedByNow = reading.limit.map { whole(Double($0) * share) }
    guard let rate = secondRate(meter, share: share, period: period) else { return forecast }
    let left = max(0, (end - reading.at).inSeconds)
    forecast.mid = whole(Double(reading.used) + rate * left)
    if let spread = dailySpread(meter.points) {
      let band = 1.28 * spread * (left / 86_400).squareRoot()
      forecast.low = max(reading.used, whole(Double(forecast.mid ?? 0) - band))
      forecast.high = whole(Double(forecast.mid ?? 0) + band)
    }
    if let limit = reading.limit {
      forecast.overLimit = (forecast.mid ?? 0) > limit
      forecast.exhaustedAt = exhaustion(reading, rate: rate, limit: limit, within: left)
    }
    return forecast
  }

  private static func ofLevel(_ meter: MeterState, at now: WallTime) -> Forecast? {
    let reading = meter.latest
    guard let first = meter.points.first, reading.at - first.at >= .seconds(3 * 86_400) else {
      return nil
    }
    let rate = (Double(reading.used) - Double(first.used)) / (reading.at - first.at).inSeconds
    var forecast = Forecast()
    if let limit = reading.alertAt ?? reading.limit {
      forecast.exhaustedAt = exhaustion(reading, rate: rate, limit: limit, within: 90 * 86_400)
    }
    return forecast
  }

  private static func exhaustion(
    _ reading: MeterReading, rate: Double, limit: Int64, within seconds: Double
  ) -> WallTime? {
    guard reading.used < limit else { return reading.at }
    guard rate > 0 else { return nil }
    let wait = (Double(limit) - Double(reading.used)) / rate
    return wait <= seconds ? reading.at + .milliseconds(whole(wait * 1000)) : nil
  }

  private static func secondRate(_ meter: MeterState, share: Double, period: Double) -> Double? {
    let reading = meter.latest
    if let past = meter.points.last(where: { reading.at - $0.at >= .seconds(3 * 86_400) }) {
      return max(0, (Double(reading.used) - Double(past.used)) / (reading.at - past.at).inSeconds)
    }
    return share >= 0.05 ? Double(reading.used) / (share * period) : nil
  }

  /// Standard deviation of a day's use, from points at least a day apart; nil below two days.
  private static func dailySpread(_ points: [MeterState.Point]) -> Double? {
    var days: [Double] = []
    guard var last = points.first else { return nil }
    for point in points where point.at - last.at >= .seconds(86_400) {
      days.append(
        (Double(point.used) - Double(last.used)) / (point.at - last.at).inSeconds * 86_400)
      last = point
    }
    guard days.count >= 2 else { return nil }
    let mean = days.reduce(0, +) / Double(days.count)
    let squares = days.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(days.count - 1)).squareRoot()
  }

  /// Clamped: a wild rate must not trap.
  private static func whole(_ value: Double) -> Int64 {
    guard value.isFinite else { return value < 0 ? .min : .max }
    return Int64(exactly: value.rounded()) ?? (value < 0 ? .min : .max)
  }
}
