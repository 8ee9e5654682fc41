import FuseboxCore

/// What a person is looking at.
enum Screen: Sendable, Equatable {
  case board
  case detail(ProviderID)
  case help
}

/// Which keys count: the screen, or the sheet that lies over it.
package enum Context: String, Sendable, CaseIterable {
  case board, detail, help
  /// A sheet that asks for how long: trip, hold closed.
  case length
  /// A sheet that asks probe first or close now.
  case reset
  /// A sheet that only asks whether.
  case confirm
  /// Which format to export.
  case export
}

/// A text field that takes every key while it is open.
enum Editing: Sendable, Equatable {
  case filter
  /// The reason in the open sheet, and what it was before.
  case reason(before: String)
}

/// One line that says what just came of something, for a few seconds.
struct Toast: Sendable, Equatable {
  var text: String
  var isBad: Bool
  var until: MonotonicTime

  /// How long it is shown.
  static let length = Duration.seconds(6)
}
