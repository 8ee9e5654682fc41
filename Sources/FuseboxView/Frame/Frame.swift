/// What is on a screen: a grid of cells, and where the text cursor stands. A value: views make
/// one, tests read it, `diff` says what to paint.
///
/// Everything is clipped at the edges, so that any position and any text is legal input, and
/// every row always holds exactly `size.columns` cells.
package struct Frame: Sendable, Equatable {
  /// On which side a text stands in a field wider than itself.
  package enum Alignment: Sendable {
    case left, right
  }

  package let size: Size
  /// Row by row.
  private(set) var cells: [Cell]
  /// Where a person types; nil hides the cursor.
  package var cursor: Position?

  /// A blank frame.
  package init(size: Size) {
    self.size = size
    cells = Array(repeating: .blank(), count: size.columns * size.rows)
  }

  /// The cell at a place; a blank one outside of the frame.
  package subscript(row row: Int, column column: Int) -> Cell {
    guard rows.contains(row), column >= 0, column < size.columns else { return .blank() }
    return cells[row * size.columns + column]
  }

  /// Writes `text` from a place on. Graphemes that cannot be drawn become `?`; a wide one that
  /// an edge would split becomes blank. With a `width`, exactly that many cells are written: the
  /// text is cut, or padded in its own style on the side that `alignment` leaves free.
  package mutating func put(
    _ text: String, row: Int, column: Int, style: Style = .text, width: Int? = nil,
    alignment: Alignment = .left
  ) {
    guard rows.contains(row), column < size.columns else { return }
    guard let width else {
      _ = write(text, row: row, from: column, to: size.columns, style: style)
      return
    }
    let end = Self.end(column, width)
    let free = alignment == .right ? max(0, width - Width.of(text)) : 0
    let start = Self.end(column, free)
    fill(row: row, column: column, width: free, style: style)
    let next = write(text, row: row, from: start, to: min(end, size.columns), style: style)
    if next < size.columns { fill(row: row, column: next, width: end - next, style: style) }
  }

  /// Writes the start of a text of which `Width.plain` has found every scalar to be one cell.
  mutating func put(
    plain text: String, row: Int, column: Int, style: Style, width: Int
  ) {
    guard rows.contains(row) else { return }
    _ = write(
      plain: text, row: row, from: column, to: min(Self.end(column, width), size.columns),
      style: style)
  }

  /// Fills cells of one row, to its end unless told otherwise, with one narrow character.
  package mutating func fill(
    row: Int, column: Int = 0, width: Int = .max, with glyph: Character = " ",
    style: Style = .text
  ) {
    let drawn = Width.drawable(glyph)
    fill(
      row: row, column: column, width: width,
      with: drawn.width == 1 ? Glyph(drawn.text) : .substitute, style: style)
  }

  /// - Parameter glyph: of one cell.
  mutating func fill(row: Int, column: Int, width: Int, with glyph: Glyph, style: Style) {
    guard rows.contains(row) else { return }
    let cell = Cell(glyph, width: 1, style: style)
    for column in columns(from: column, count: width) { set(cell, row: row, column: column) }
  }

  /// Changes the style of cells of one row and leaves their text: the row under the cursor.
  package mutating func restyle(
    row: Int, column: Int = 0, width: Int = .max, _ change: (inout Style) -> Void
  ) {
    guard rows.contains(row) else { return }
    for column in columns(from: column, count: width) {
      change(&cells[row * size.columns + column].style)
    }
  }
}

extension Frame {
  private var rows: Range<Int> { 0..<size.rows }

  /// `column + width`, for any two numbers.
  private static func end(_ column: Int, _ width: Int) -> Int {
    let (end, overflow) = column.addingReportingOverflow(max(0, width))
    return overflow ? .max : end
  }

  private func columns(from column: Int, count: Int) -> Range<Int> {
    (column..<Self.end(column, count)).clamped(to: 0..<size.columns)
  }

  /// Writes graphemes while they end before `limit`; returns the column after the last one.
  private mutating func write(
    _ text: String, row: Int, from start: Int, to limit: Int, style: Style
  ) -> Int {
    if Width.plain(text) != nil {
      return write(plain: text, row: row, from: start, to: limit, style: style)
    }
    var column = start
    for grapheme in text {
      let (glyph, width) = Width.drawable(grapheme)
      guard column + width <= limit else { break }
      if column >= 0 {
        set(Cell(Glyph(glyph), width: width, style: style), row: row, column: column)
        if width == 2 { set(.rightHalf(style), row: row, column: column + 1) }
      } else if column + width > 0 {
        set(.blank(style), row: row, column: 0)
      }
      column += width
    }
    return column
  }

  private mutating func write(
    plain text: String, row: Int, from start: Int, to limit: Int, style: Style
  ) -> Int {
    var column = start
    for scalar in text.unicodeScalars {
      guard column < limit else { break }
      if column >= 0 {
        set(Cell(Glyph(scalar), width: 1, style: style), row: row, column: column)
      }
      column += 1
    }
    return column
  }

  /// Copies a run's cells to where they belong, cell for cell.
  mutating func paint(_ run: Run) {
    guard rows.contains(run.row), run.column >= 0 else { return }
    for (offset, cell) in run.cells.enumerated() where run.column + offset < size.columns {
      cells[run.row * size.columns + run.column + offset] = cell
    }
  }

  /// Replaces one cell inside of the frame. Half of a wide grapheme that loses its other half
  /// becomes blank.
  private mutating func set(_ cell: Cell, row: Int, column: Int) {
    let index = row * size.columns + column
    defer { cells[index] = cell }
    let old = cells[index].width
    guard old != 1 else { return }
    if old == 0, cell.width != 0, column > 0 {
      cells[index - 1] = .blank(cells[index - 1].style)
    }
    if old == 2, column + 1 < size.columns {
      cells[index + 1] = .blank(cells[index + 1].style)
    }
  }
}
