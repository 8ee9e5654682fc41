extension WallTime {
  /// RFC 3339 in UTC with milliseconds: `2026-11-23T14:32:07.000Z`.
  package var rfc3339: String {
    let fields = CalendarTime(self)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(24)
    Self.append(fields.year, digits: 4, to: &bytes)
    Self.append(fields.month, digits: 2, after: "-", to: &bytes)
    Self.append(fields.day, digits: 2, after: "-", to: &bytes)
    Self.append(fields.hour, digits: 2, after: "T", to: &bytes)
    Self.append(fields.minute, digits: 2, after: ":", to: &bytes)
    Self.append(fields.second, digits: 2, after: ":", to: &bytes)
    Self.append(fields.millisecond, digits: 3, after: ".", to: &bytes)
    bytes.append(UInt8(ascii: "Z"))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The time of day, UTC: `14:32:07`.
  package var clock: String { time(seconds: true) }

  /// The time of day without seconds, UTC: `14:32`.
  package var hourMinute: String { time(seconds: false) }

  private func time(seconds: Bool) -> String {
    let fields = CalendarTime(self)
    var bytes: [UInt8] = []
    Self.append(fields.hour, digits: 2, to: &bytes)
    Self.append(fields.minute, digits: 2, after: ":", to: &bytes)
    if seconds { Self.append(fields.second, digits: 2, after: ":", to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

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

  /// Appends a number behind a mark, with zeros before it where it has fewer digits.
  private static func append(
    _ value: Int64, digits: Int, after mark: Unicode.Scalar? = nil, to bytes: inout [UInt8]
  ) {
    if let mark { bytes.append(UInt8(ascii: mark)) }
    let start = bytes.count
    var rest = value.magnitude
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0 || bytes.count - start < digits - (value < 0 ? 1 : 0)
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes[start...].reverse()
  }
}
