/// A wall time split into UTC calendar fields (proleptic Gregorian).
/// Algorithm: days from civil, Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
package struct CalendarTime: Sendable, Equatable {
  package var year: Int64
  /// 1...12
  package var month: Int64
  /// 1...31
  package var day: Int64
  /// 0...23
  package var hour: Int64
  package var minute: Int64
  package var second: Int64
  package var millisecond: Int64

  package init(_ time: WallTime) {
    let dayMilliseconds: Int64 = 86_400_000
    var days = time.milliseconds / dayMilliseconds
    var rest = time.milliseconds % dayMilliseconds
    if rest < 0 {
      rest += dayMilliseconds
      days -= 1
    }
    (year, month, day) = Self.civil(fromDays: days)
    hour = rest / 3_600_000
    minute = rest / 60_000 % 60
    second = rest / 1000 % 60
    millisecond = rest % 1000
  }

  package init(
    year: Int64, month: Int64, day: Int64, hour: Int64 = 0, minute: Int64 = 0, second: Int64 = 0,
    millisecond: Int64 = 0
  ) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
    self.millisecond = millisecond
  }

  /// The wall time of these fields. Fields out of range carry over (day 0 is the last day of the
  /// month before); months must be 1...12.
  package var wallTime: WallTime {
    let days = Self.days(year: year, month: month, day: day)
    let clock = CheckedInteger(hour) * 3600 + CheckedInteger(minute) * 60 + CheckedInteger(second)
    let seconds = CheckedInteger(days) * 86_400 + clock
    return WallTime(milliseconds: (seconds * 1000 + CheckedInteger(millisecond)).clamped)
  }

  /// 0 = Sunday … 6 = Saturday.
  package var weekday: Int64 {
    let days = Self.days(year: year, month: month, day: day)
    return ((days + 4) % 7 + 7) % 7
  }

  private static func civil(fromDays count: Int64) -> (Int64, Int64, Int64) {
    let shifted = count + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
