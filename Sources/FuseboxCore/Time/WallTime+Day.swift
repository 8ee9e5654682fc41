extension WallTime {
  /// The time of day, with its day where that is not the day of `other`: `19:22:07`,
  /// `25 Dec 19:22:07`, `25 Dec 2027 19:22:07`.
  package func clock(besides other: WallTime) -> String { dayWords(besides: other) + clock }

  /// The same without seconds: `19:22`, `25 Dec 19:22`.
  package func hourMinute(besides other: WallTime) -> String {
    dayWords(besides: other) + hourMinute
  }

  private func dayWords(besides other: WallTime) -> String {
    let (day, here) = (CalendarTime(self), CalendarTime(other))
    if day.year != here.year { return "\(day.day) \(day.monthName) \(day.year) " }
    return day.month == here.month && day.day == here.day ? "" : "\(day.day) \(day.monthName) "
  }
}

extension CalendarTime {
  private static let monthNames = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `Nov`
  package var monthName: String {
    Self.monthNames[min(11, max(0, Int(clamping: month) - 1))]
  }
}
