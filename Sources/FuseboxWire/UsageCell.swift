import FuseboxCore

/// A value of a table that is exported.
package enum UsageCell: Sendable, Equatable {
  case text(String)
  case whole(Int64)
  case decimal(Double)
  /// Not known, or there is no such thing: `null` in JSON, empty in CSV.
  case none

  init(_ number: Int64?) { self = number.map { .whole($0) } ?? .none }

  init(_ time: WallTime?) { self = time.map { .text($0.rfc3339) } ?? .none }

  /// Rounded to one digit after the point.
  static func tenths(percent: Double) -> Self { .decimal((percent * 10).rounded() / 10) }
}
