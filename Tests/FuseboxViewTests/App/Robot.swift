import FuseboxCore

@testable import FuseboxView

/// Presses keys on a model as a person would, with the time in its hands.
struct Robot {
  var model: Model
  /// Milliseconds since the model's first moment.
  var clock: Int64 = 10_000
  private(set) var effects: [Effect] = []

  init(_ board: Board = MockBoard.board, columns: Int = 80, rows: Int = 24) {
    model = MockBoard.model(board, columns, rows)
  }

  var instant: Instant { MockBoard.instant() + .milliseconds(clock) }
  var text: String { view(model, size: model.size).textPlane() }
  var selected: String { model.selected?.rawValue ?? "" }

  /// Waits half a second before each key.
  mutating func press(_ keys: Key...) {
    for key in keys { press(key, after: 500) }
  }

  /// One key for each character.
  mutating func type(_ text: String) {
    for character in text { press(.character(character), after: 500) }
  }

  mutating func press(_ key: Key, after milliseconds: Int64) {
    clock += milliseconds
    send(.input(.key(key), at: instant))
  }

  mutating func paste(_ text: String) {
    clock += 500
    send(.input(.paste(text), at: instant))
  }

  /// Shows a newer board.
  mutating func show(_ change: (inout Board) -> Void) {
    var board = model.board
    change(&board)
    board.at = instant.wall
    send(.board(board, at: instant))
  }

  mutating func send(_ message: Message) { effects += update(&model, message) }

  /// The effects so far, and none any more.
  mutating func taken() -> [Effect] {
    defer { effects = [] }
    return effects
  }

  /// The commands so far.
  var commands: [Command] {
    effects.compactMap { if case .perform(let command) = $0 { command } else { nil } }
  }
}

extension Board {
  /// The row of a provider that the board is known to have.
  mutating func change(_ id: ProviderID, _ change: (inout ProviderState) -> Void) {
    guard let index = providers.firstIndex(where: { $0.id == id }) else { return }
    change(&providers[index])
  }
}
