import FuseboxCore

/// Lengths of time as people write them in the configuration and on the command line: a whole
/// number and one unit: `500ms`, `60s`, `15m`, `1h`, `30d`.
package enum Length {
  /// nil for anything else: no unit, a fraction, a sign, more than a hundred years.
  package static func read(_ text: some StringProtocol) -> Duration? {
    let digits = text.prefix { ("0"..."9").contains($0) }
    guard !digits.isEmpty, digits.count <= 12, let number = Int64(digits),
      let unit = units.first(where: { $0.name == text[digits.endIndex...] })
    else { return nil }
    let (milliseconds, overflow) = number.multipliedReportingOverflow(by: unit.milliseconds)
    guard !overflow, milliseconds <= hundredYears else { return nil }
    return .milliseconds(milliseconds)
  }

  /// In the largest unit that divides it: `15m`.
  package static func words(_ length: Duration) -> String {
    let milliseconds = length.milliseconds
    let unit = units.last { milliseconds % $0.milliseconds == 0 && milliseconds != 0 } ?? units[1]
    return "\(milliseconds / unit.milliseconds)\(unit.name)"
  }

  private static let hundredYears: Int64 = 100 * 366 * 86_400_000
  /// Shortest first.
  private static let units: [(name: String, milliseconds: Int64)] = [
    ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
  ]
}
