extension WallTime {
  /// RFC 3339 in UTC with milliseconds: `2026-11-23T14:32:07.000Z`.
  package var rfc3339: String {
    let fields = CalendarTime(self)
    let date =
      "\(Self.padded(fields.year, 4))-\(Self.padded(fields.month, 2))-\(Self.padded(fields.day, 2))"
    return "\(date)T\(clock).\(Self.padded(fields.millisecond, 3))Z"
  }

  /// The time of day, UTC: `14:32:07`.
  package var clock: String {
    let fields = CalendarTime(self)
    return
      "\(Self.padded(fields.hour, 2)):\(Self.padded(fields.minute, 2)):\(Self.padded(fields.second, 2))"
  }

  /// The time of day without seconds, UTC: `14:32`.
  package var hourMinute: String { String(clock.prefix(5)) }

  /// Reads an RFC 3339 timestamp (`2026-11-23T14:32:07Z`, `…07.123+01:00`), also with a space for
  /// the `T` and without seconds fraction; nil for anything else.
  package init?(rfc3339 text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.count <= 40 else { return nil }
    func digits(_ range: Range<Int>) -> Int64? {
      var value: Int64 = 0
      for byte in bytes[range] {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        value = value * 10 + Int64(byte - 0x30)
      }
      return value
    }
    guard bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[13] == 0x3A, bytes[16] == 0x3A,
      [0x54, 0x74, 0x20].contains(bytes[10]),
      let year = digits(0..<4), let month = digits(5..<7), (1...12).contains(month),
      let day = digits(8..<10), (1...31).contains(day),
      let hour = digits(11..<13), hour < 24, let minute = digits(14..<16), minute < 60,
      let second = digits(17..<19), second <= 60
    else { return nil }
    var index = 19
    var millisecond: Int64 = 0
    if bytes[index] == 0x2E {
      index += 1
      var scale: Int64 = 100
      while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 {
        millisecond += Int64(bytes[index] - 0x30) * scale
        scale /= 10
        index += 1
      }
    }
    guard index < bytes.count else { return nil }
    var offsetMinutes: Int64 = 0
    switch bytes[index] {
    case 0x5A, 0x7A: index += 1
    case 0x2B, 0x2D:
      guard index + 6 == bytes.count, bytes[index + 3] == 0x3A,
        let hours = digits(index + 1..<index + 3), let minutes = digits(index + 4..<index + 6)
      else { return nil }
      offsetMinutes = (hours * 60 + minutes) * (bytes[index] == 0x2B ? 1 : -1)
      index += 6
    default: return nil
    }
    guard index == bytes.count else { return nil }
    let fields = CalendarTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      millisecond: millisecond)
    self = fields.wallTime + .seconds(-offsetMinutes * 60)
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
