import FuseboxCore

extension Model {
  /// Where the cursor, or a scrolled text, is to go.
  enum Move: Sendable {
    case by(Int)
    /// Halves of a screen.
    case byHalf(Int)
    case first, last
  }

  /// Moves the cursor on the board, or what is shown of a longer text.
  mutating func move(_ move: Move) {
    guard screen == .board else {
      scroll = Self.target(move, from: scroll, last: scrollLimit, rows: size.rows)
      return
    }
    let rows = visibleRows
    guard !rows.isEmpty else { return }
    let from = rows.firstIndex { $0.provider == cursor } ?? 0
    cursor = rows[Self.target(move, from: from, last: rows.count - 1, rows: size.rows)].provider
  }

  private static func target(_ move: Move, from place: Int, last: Int, rows: Int) -> Int {
    let wanted =
      switch move {
      case .by(let step): place + step
      case .byHalf(let halves): place + halves * max(1, rows / 2)
      case .first: 0
      case .last: last
      }
    return min(max(0, wanted), max(0, last))
  }

  /// To the next (or previous) failing row, round the end; a detail shows that one instead.
  mutating func moveToFailing(backwards: Bool) -> [Effect] {
    let rows = backwards ? Array(visibleRows.reversed()) : visibleRows
    let here = rows.firstIndex { $0.provider == selected } ?? rows.count - 1
    let round = rows.dropFirst(here + 1) + rows.prefix(here + 1)
    guard let next = round.first(where: { $0.severity == .failing }) else {
      say("nothing is failing")
      return []
    }
    cursor = next.provider
    guard case .detail = screen else { return [] }
    screens.removeLast()
    return openDetail()
  }

  /// Opens the detail of the row under the cursor.
  mutating func openDetail() -> [Effect] {
    guard let provider = selected else { return [] }
    cursor = provider
    screens.append(.detail(provider))
    scroll = 0
    stored = nil
    return [.loadChanges(provider)]
  }

  /// Shows the key table.
  mutating func openHelp() {
    screens.append(.help)
    scroll = 0
  }

  /// One step back: out of a sheet, out of a screen, out of the filter.
  mutating func goBack() {
    if sheet != nil {
      sheet = nil
    } else if screens.count > 1 {
      screens.removeLast()
      scroll = 0
    } else {
      filter = ""
    }
  }
}
