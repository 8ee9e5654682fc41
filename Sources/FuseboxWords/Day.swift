import FuseboxCore

/// Days of the calendar, UTC.
package enum Day {
  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

  /// `28 Nov`
  package static func words(_ time: WallTime) -> String {
    let fields = CalendarTime(time)
    return "\(fields.day) \(fields.monthName)"
  }

  /// `Thu`
  package static func weekday(_ time: WallTime) -> String {
    weekdays[min(6, max(0, Int(clamping: CalendarTime(time).weekday)))]
  }

  /// A moment to come, as exactly as it matters: `18:20` on the same day, `26 Nov 04:10` within
  /// 72 hours, `26 Nov` after that.
  package static func ahead(_ time: WallTime, from now: WallTime) -> String {
    let (then, today) = (CalendarTime(time), CalendarTime(now))
    if then.year == today.year, then.month == today.month, then.day == today.day {
      return time.hourMinute
    }
    return time - now <= .seconds(72 * 3600) ? "\(words(time)) \(time.hourMinute)" : words(time)
  }

  /// A moment past in five cells: `14:21` within the last day, `22Nov` before that.
  package static func since(_ time: WallTime, at now: WallTime) -> String {
    guard now - time >= .seconds(86_400) else { return time.hourMinute }
    let fields = CalendarTime(time)
    return "\(fields.day)\(fields.monthName)"
  }
}
