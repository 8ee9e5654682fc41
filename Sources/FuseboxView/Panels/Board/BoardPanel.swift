import FuseboxCore

/// The board at any size: what does not fit is folded, dropped by worth, and never refused.
struct BoardPanel {
  let model: Model
  let size: Size
  private let rows: [Assessment]
  /// The row under the cursor.
  private let selected: ProviderID?

  init(_ model: Model, size: Size) {
    self.model = model
    self.size = size
    rows = model.visibleRows
    selected = model.selected
  }

  /// Exactly `size.rows` lines, or fewer.
  func lines() -> [Line] {
    let header = Header(model).line(width: size.columns)
    switch size.rows {
    case ..<2: return [header]
    case ..<8: return [header] + body(size.rows - 1)
    case ..<16:
      let labels = size.rows >= 12 ? labels : []
      let banners = Array(banners.prefix(1))
      let room = size.rows - 2 - labels.count - banners.count
      let rows = body(room)
      let strip = room - rows.count >= 2 ? strip : []
      return padded([header] + banners + labels + rows, strip + [hints])
    default: return tall(header)
    }
  }

  /// With room for what comes next, what changed, and the row under the cursor.
  private func tall(_ header: Line) -> [Line] {
    var top = [header] + banners + labels
    let bottom = [Rule.line(width: size.columns)] + strip + [hints]
    let room = size.rows - top.count - bottom.count - 1
    top += body(room)
    top.append(next)
    let spare = size.rows - top.count - bottom.count
    top += ChangesStrip.lines(
      model.shownBoard.changes, at: model.shownAt, width: size.columns, count: spare)
    return padded(top, bottom)
  }

  private func padded(_ top: [Line], _ bottom: [Line]) -> [Line] {
    let blanks = max(0, size.rows - top.count - bottom.count)
    return top + Array(repeating: Line(), count: blanks) + bottom
  }

  private var banners: [Line] { Banners.lines(model.shownBoard) }
  private var hints: Line { Hints.line(model, width: size.columns) }
  private var labels: [Line] { size.columns >= 60 ? [table.labels] : [] }

  private var table: Table {
    Table(
      layout: TableLayout(width: size.columns, hasStaleRow: rows.contains(where: \.isStale)))
  }

  private var next: Line {
    let text = NextLine.text(model.shownBoard, at: model.shownAt, width: size.columns)
    let waiting = model.order.waiting
    guard waiting > 0 else { return Line(text) }
    var line = Line(
      " \(waiting) \(waiting == 1 ? "row wants" : "rows want") to move ", Style(.accent))
    line.add(text)
    return line
  }

  /// Two lines about the row under the cursor.
  private var strip: [Line] {
    let row = rows.first { $0.provider == selected }
    let words = row.flatMap { RowWords($0, on: model.shownBoard, at: model.shownAt) }
    let texts = words.map { CursorStrip.lines($0, width: size.columns) } ?? []
    return (0..<2).map { texts.indices.contains($0) ? Line(texts[$0]) : Line() }
  }
}

extension BoardPanel {
  /// The rows in `room` lines. When not all fit, the last line says what is not shown; the row
  /// under the cursor always is.
  private func body(_ room: Int) -> [Line] {
    guard !rows.isEmpty else { return [Line(emptyWords, .muted)] }
    guard room > 0 else { return [] }
    let table = table
    guard rows.count > room else { return rows.map { line($0, table) } }
    guard room > 1 else { return [line(rows[selectedIndex], table)] }
    let first = min(max(0, selectedIndex - room + 2), rows.count - room + 1)
    let shown = first..<first + foldStart(room, first: first)
    let hidden = rows.indices.filter { !shown.contains($0) }.map { rows[$0] }
    return rows[shown].map { line($0, table) } + [FoldLine.line(hidden)]
  }

  /// How many rows are shown: on a low screen the fine ones are folded together, unless the
  /// cursor stands among them.
  private func foldStart(_ room: Int, first: Int) -> Int {
    let most = room - 1
    guard size.rows < 16, first == 0 else { return most }
    let exceptions = rows.prefix { $0.severity != .fine }.count
    return min(most, max(exceptions, selectedIndex + 1))
  }

  private var selectedIndex: Int { rows.firstIndex { $0.provider == selected } ?? 0 }

  private var emptyWords: String {
    model.filter.isEmpty
      ? " no provider yet" : " no row says \"\(model.filter)\"; esc shows all again"
  }

  private func line(_ row: Assessment, _ table: Table) -> Line {
    guard let words = RowWords(row, on: model.shownBoard, at: model.shownAt) else { return Line() }
    let isSelected = row.provider == selected
    let line =
      size.columns < 40
      ? ProblemLine.line(words, isSelected: isSelected) : table.row(words, isSelected: isSelected)
    return isSelected ? line.reversed(width: size.columns) : line
  }
}
