/// Calls of one hour that did not succeed, by what they came to.
package struct HourlyOutcome: Sendable, Equatable {
  /// Start of the hour, UTC.
  package var start: WallTime
  /// `Outcome.label`; of applications' calls counted in sums `failed`, `useless` or `refused`.
  package var label: String
  package var calls: Int64

  package init(start: WallTime, label: String, calls: Int64) {
    self.start = start
    self.label = label
    self.calls = calls
  }
}

/// One hour of a meter, in the meter's own unit.
package struct HourlyMeter: Sendable, Equatable {
  /// Start of the hour, UTC.
  package var start: WallTime
  /// The last reading of the hour.
  package var used: Int64
  /// The largest one.
  package var most: Int64
  /// The limit at the last reading; nil without one.
  package var limit: Int64?

  package init(start: WallTime, used: Int64, most: Int64, limit: Int64?) {
    self.start = start
    self.used = used
    self.most = most
    self.limit = limit
  }
}

/// How long a breaker was open by itself in one hour.
package struct HourlyOpenTime: Sendable, Equatable {
  /// Start of the hour, UTC.
  package var start: WallTime
  package var open: Duration

  package init(start: WallTime, open: Duration) {
    self.start = start
    self.open = open
  }
}
