import FuseboxCore

/// Dates of HTTP header fields (RFC 9110 §5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// nil for anything but the preferred format: the obsolete two are no longer sent.
  static func time(_ text: String) -> WallTime? {
    let parts = text.split(separator: " ").map(String.init)
    guard parts.count == 6, parts[5] == "GMT", let day = Int64(parts[1]), (1...31).contains(day),
      let month = months.firstIndex(of: parts[2]), let year = Int64(parts[3]),
      (1970...9999).contains(year)
    else { return nil }
    let clock = parts[4].split(separator: ":").map { Int64($0) }
    guard clock.count == 3, let hour = clock[0], (0..<24).contains(hour), let minute = clock[1],
      (0..<60).contains(minute), let second = clock[2], (0...60).contains(second)
    else { return nil }
    return CalendarTime(
      year: year, month: Int64(month + 1), day: day, hour: hour, minute: minute, second: second
    ).wallTime
  }
}
