/// The order of the board's rows and of a row's findings, worst first, and each one's mark.
package enum Severity: Int, Sendable, CaseIterable, Comparable {
  /// ✗ THEM or US with failing calls or credential.
  case failing = 0
  /// ◌ half-open.
  case probing
  /// ◉ held by a person.
  case held
  /// ! past alert, forecast over limit, slow, an alert that cannot fire.
  case warning
  /// ? unknown.
  case unknown
  /// ~ maintenance, page red without effect, clients held back.
  case notice
  /// · ok.
  case fine

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// Exit code of `check` for this row: 2 critical, 1 warning, 3 unknown, 0 ok.
  package var exitCode: Int32 {
    switch self {
    case .failing: 2
    case .probing, .held, .warning: 1
    case .unknown: 3
    case .notice, .fine: 0
    }
  }
}
