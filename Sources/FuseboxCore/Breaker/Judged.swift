/// The counts a breaker judges by at one moment.
struct Judged: Sendable, Equatable {
  var kind: JudgedWindow.Kind
  var counts: CallCounts
  var minimum: Int64

  /// There are calls, and as many as it takes.
  var isEnough: Bool { counts.calls >= max(1, minimum) }

  /// The same for the board.
  var window: JudgedWindow {
    JudgedWindow(
      kind: kind, calls: counts.calls, failures: counts.failures, useless: counts.useless,
      minimum: minimum)
  }
}
