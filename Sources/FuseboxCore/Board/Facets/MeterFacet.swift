/// A provider's meters and limiters.
@usableFromInline
package struct MeterFacet: Sendable, Equatable {
  /// Newest reading of each meter, in the order first seen.
  package var all: [MeterState] = []
  package var limiters: [LimiterReading] = []
  /// Meters past their alert or at their limit.
  package var alerts: [MeterAlert] = []

  package init() {}

  /// Folds a reading of a meter.
  mutating func apply(_ reading: MeterReading) {
    guard let index = all.firstIndex(where: { $0.latest.meter == reading.meter }) else {
      all.append(MeterState(latest: reading))
      all[all.count - 1].addPoint()
      return
    }
    all[index].take(reading)
  }

  /// Folds a reading of a limiter.
  mutating func apply(_ reading: LimiterReading) {
    limiters.removeAll { $0.prefix == reading.prefix }
    limiters.append(reading)
  }

  /// Folds a meter's passing of its alert or limit.
  mutating func apply(_ alert: MeterAlert) -> Change.Fact? {
    alerts.removeAll { $0.meter == alert.meter }
    if alert.level != .below { alerts.append(alert) }
    return .meter(alert)
  }
}

/// A meter with enough past to see where it is going.
package struct MeterState: Sendable, Equatable {
  package var latest: MeterReading
  /// Older points, oldest first, thinned to at most forty-eight over the period.
  package var points: [Point] = []

  package init(latest: MeterReading) { self.latest = latest }

  package struct Point: Sendable, Equatable {
    package var at: WallTime
    package var used: Int64

    package init(at: WallTime, used: Int64) {
      self.at = at
      self.used = used
    }
  }

  /// Takes a newer reading. A new period begins a new series: counters are keyed by period.
  mutating func take(_ reading: MeterReading) {
    let isNewPeriod = reading.kind == .sum && reading.periodStart != latest.periodStart
    if isNewPeriod { points = [] }
    latest = reading
    addPoint()
  }

  /// Keeps at most `Board.pointsKept` points, evenly over the period (over a month for a level).
  mutating func addPoint() {
    guard latest.kind != .window else { return }
    let point = Point(at: latest.at, used: latest.used)
    let span: Duration =
      if let start = latest.periodStart, let end = latest.periodEnd {
        end - start
      } else {
        .seconds(30 * 86_400)
      }
    if let last = points.last, point.at - last.at < span / Board.pointsKept { return }
    points.append(point)
    if points.count > Board.pointsKept { points.removeFirst() }
  }
}
