import FuseboxCore

/// Metered quantities as people write them.
package enum Amount {
  /// Few cells: `900`, `97.0 K`, `880 K`, `1.0 M`, `$1,842`, `$12.40`, `4.6 GB`.
  package static func short(_ value: Int64, _ unit: MeterUnit) -> String {
    let sign = value < 0 ? "-" : ""
    let size = value.magnitude
    switch unit {
    case .count, .requests, .clients: return sign + (size < 10_000 ? grouped(size) : scaled(size))
    case .minutes: return "\(sign)\(size < 10_000 ? grouped(size) : scaled(size)) min"
    case .bytes: return "\(sign)\(scaled(size))B"
    case .microUSD: return "\(sign)$\(dollars(size))"
    }
  }

  /// All digits: `61,204`; money and bytes as in `short`.
  package static func long(_ value: Int64, _ unit: MeterUnit) -> String {
    switch unit {
    case .count, .requests, .clients: (value < 0 ? "-" : "") + grouped(value.magnitude)
    case .minutes, .bytes, .microUSD: short(value, unit)
    }
  }

  /// Used of limit in a narrow column: `$1,842/2,200`, `97.0 K/100 K`, `4.6/8.0 GB`, `no limit`.
  package static func pair(_ reading: MeterReading) -> String {
    guard let limit = reading.limit else { return "no limit" }
    let (used, most) = (short(reading.used, reading.unit), short(limit, reading.unit))
    switch reading.unit {
    case .microUSD where most.hasPrefix("$"): return "\(used)/\(most.dropFirst())"
    case .bytes, .minutes:
      let (left, right) = (used.split(separator: " "), most.split(separator: " "))
      guard left.count == 2, right.count == 2, left[1] == right[1] else { return "\(used)/\(most)" }
      return "\(left[0])/\(most)"
    default: return "\(used)/\(most)"
    }
  }

  /// A share as whole per cent: `84%`. Never 100 before the limit is reached, at most `999%`.
  package static func percent(_ share: Double, space: Bool = false) -> String {
    "\(wholePercent(share))\(space ? " " : "")%"
  }

  private static func wholePercent(_ share: Double) -> Int {
    guard share.isFinite, share > 0 else { return 0 }
    let rounded = Int(min(999, share * 100).rounded())
    return share < 1 ? min(99, rounded) : rounded
  }

  /// `1,842`
  static func grouped(_ value: UInt64) -> String {
    var digits = ""
    for (index, digit) in String(value).reversed().enumerated() {
      if index > 0, index.isMultiple(of: 3) { digits.append(",") }
      digits.append(digit)
    }
    return String(digits.reversed())
  }

  /// `4.6 G`: a number below 1,000 with its power of 1,000; one decimal below 100.
  private static func scaled(_ value: UInt64) -> String {
    let steps = ["", "K", "M", "G", "T", "P", "E"]
    var divisor: UInt64 = 1
    var step = 0
    while value / divisor >= 1000, step < steps.count - 1 {
      divisor *= 1000
      step += 1
    }
    guard step > 0 else { return "\(value) " }
    let whole = value / divisor
    return whole < 100
      ? "\(whole).\(value % divisor * 10 / divisor) \(steps[step])" : "\(whole) \(steps[step])"
  }

  /// Whole dollars from 100 on, else with cents.
  private static func dollars(_ micro: UInt64) -> String {
    let whole = micro / 1_000_000
    guard whole < 100 else { return grouped(whole) }
    let cents = micro % 1_000_000 / 10_000
    return "\(whole).\(cents < 10 ? "0" : "")\(cents)"
  }
}
