import FuseboxCore

/// Since when a meter has been heading over its limit.
enum ForecastStart {
  /// The first reading of the present run whose own forecast was over the limit, as far as the
  /// board keeps readings; nil when the newest one's is not.
  static func of(_ meter: MeterState) -> WallTime? {
    var start: WallTime?
    var past = meter
    while Forecast.of(past, at: past.latest.at)?.overLimit == true {
      start = past.latest.at
      guard let before = past.points.popLast() else { break }
      past.latest.at = before.at
      past.latest.used = before.used
    }
    return start
  }
}
