/// A whole number that came from outside (an answer, a header field, a stored row), or what such
/// numbers come to. Its arithmetic cannot end the program: what 64 bits do not hold has no exact
/// value, and neither has anything that is computed from it.
package struct CheckedInteger: Sendable, Hashable, Comparable, ExpressibleByIntegerLiteral {
  /// nil once it did not fit.
  package var exact: Int64? { isExact ? clamped : nil }
  /// The number, or the end of the range that it went beyond.
  package let clamped: Int64
  private let isExact: Bool

  package init(_ number: Int64) { self.init(number, isExact: true) }
  package init(integerLiteral number: Int64) { self.init(number) }

  private init(_ clamped: Int64, isExact: Bool) {
    self.clamped = clamped
    self.isExact = isExact
  }

  package static func < (left: Self, right: Self) -> Bool { left.clamped < right.clamped }

  package static func + (left: Self, right: Self) -> Self {
    let sum = left.clamped.addingReportingOverflow(right.clamped)
    return result(sum, isNegative: left.clamped < 0, of: left, right)
  }

  package static func - (left: Self, right: Self) -> Self {
    let difference = left.clamped.subtractingReportingOverflow(right.clamped)
    return result(difference, isNegative: left.clamped < 0, of: left, right)
  }

  package static func * (left: Self, right: Self) -> Self {
    let product = left.clamped.multipliedReportingOverflow(by: right.clamped)
    return result(
      product, isNegative: (left.clamped < 0) != (right.clamped < 0), of: left, right)
  }

  package static prefix func - (number: Self) -> Self { 0 - number }

  package static func += (left: inout Self, right: Self) { left = left + right }

  private static func result(
    _ value: (partialValue: Int64, overflow: Bool), isNegative: Bool, of left: Self, _ right: Self
  ) -> Self {
    let clamped = value.overflow ? (isNegative ? Int64.min : .max) : value.partialValue
    return Self(clamped, isExact: !value.overflow && left.isExact && right.isExact)
  }
}

extension WallTime {
  /// A moment that somebody else names, in seconds since 1970; nil for one that no calendar of
  /// ours has: before 1970, or after the year 9999.
  package init?(stated seconds: CheckedInteger) {
    guard let seconds = seconds.exact, (0...253_402_300_799).contains(seconds) else { return nil }
    self.init(seconds: seconds)
  }
}

extension Int64 {
  /// Adds to a count that is kept and shown; it stays at the end of the range rather than trap.
  package mutating func add(_ other: Int64) {
    self = (CheckedInteger(self) + CheckedInteger(other)).clamped
  }
}
