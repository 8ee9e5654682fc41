import FuseboxCore

/// Everything the screen depends on. `update` makes the next one, `view` draws it; both are pure.
package struct Model: Sendable {
  /// The newest board, also while the screen is paused.
  package private(set) var board = Board()
  /// The newest moment heard of.
  package private(set) var now: Instant
  /// Of the terminal; `view` is given its own.
  package var size: Size
  /// What the terminal can show.
  package var capabilities: Capabilities
  /// Who a change is audited as.
  package let actor: Actor
  /// Why leaving now would hurt somebody; said once before `q` leaves. Empty: nothing to say.
  package var leavingWarning = ""

  /// What is shown, innermost last; never empty.
  var screens: [Screen] = [.board]
  /// The sheet over the screen; then only its keys count.
  var sheet: Sheet?
  /// The text field that takes every key.
  var editing: Editing?
  /// By name, not by place: it stays on its row when rows move. nil: the first row.
  var cursor: ProviderID?
  /// Rows that do not say this are hidden; empty: none.
  var filter = ""
  /// First line shown of the detail or the help.
  var scroll = 0
  /// What just came of something.
  var toast: Toast?
  /// Set while the screen stands still.
  var paused: Paused?
  /// Where each row stands.
  var order = RowOrder()
  /// Changes from the store, of the provider whose detail is open.
  var stored: (provider: ProviderID, changes: [Change])?
  /// When a key was last pressed: no row moves for 3 s after it.
  var lastKeyAt: MonotonicTime?
  /// Rows that were failing when last looked at; nil before the first board.
  var failing: Set<ProviderID>?
  /// `q` was pressed once and the warning shown.
  var isLeaving = false

  /// The rows that a person looks at, judged, in the order they are shown, without the filter.
  private(set) var rows: [Assessment] = []

  /// The screen as it stood when `p` was pressed.
  struct Paused: Sendable {
    var board: Board
    var at: WallTime
  }

  /// A screen before its first board.
  package init(size: Size, capabilities: Capabilities, actor: Actor, now: Instant) {
    self.size = size
    self.capabilities = capabilities
    self.actor = actor
    self.now = now
  }

  /// What the screen shows, and the moment at which it is judged.
  var shownBoard: Board { paused?.board ?? board }
  var shownAt: WallTime { paused?.at ?? now.wall }

  /// The innermost screen.
  var screen: Screen { screens.last ?? .board }

  /// Which keys count now.
  package var context: Context {
    if let sheet { return sheet.kind.context }
    switch screen {
    case .board: return .board
    case .detail: return .detail
    case .help: return .help
    }
  }

  /// The rows that pass the filter.
  var visibleRows: [Assessment] {
    guard !filter.isEmpty else { return rows }
    return rows.filter { RowFilter.matches(filter, $0, on: shownBoard, at: shownAt) }
  }

  /// The provider that keys speak of: the detail's, else the one under the cursor.
  var selected: ProviderID? {
    for case .detail(let provider) in screens.reversed() { return provider }
    let rows = visibleRows
    if let cursor, rows.contains(where: { $0.provider == cursor }) { return cursor }
    return rows.first?.provider
  }

  /// Takes the time, judges the board that is shown, and moves rows that may move. A tick while
  /// paused changes the clock alone.
  /// - Parameter judged: the rows of that board, where they are known.
  mutating func refresh(
    board newest: Board? = nil, judged: [Assessment]? = nil, at instant: Instant
  ) {
    now = Instant(
      monotonic: max(now.monotonic, instant.monotonic), wall: max(now.wall, instant.wall))
    if let newest { board = newest }
    if let until = toast?.until, until <= now.monotonic { toast = nil }
    let judged = (paused == nil ? judged : nil) ?? Judge.assess(shownBoard, at: shownAt)
    order.place(judged, mayMove: lastKeyAt.map { now.monotonic - $0 >= .seconds(3) } ?? true)
    rows = order.sorted(judged)
  }

  /// Shows a sentence for a few seconds.
  mutating func say(_ text: String, isBad: Bool = false) {
    toast = Toast(text: text, isBad: isBad, until: now.monotonic + Toast.length)
  }
}
