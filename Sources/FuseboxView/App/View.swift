import FuseboxCore

/// Draws the model at a size. Pure, and total: every size gives a frame that says something true.
package func view(_ model: Model, size: Size) -> Frame {
  var frame = Frame(size: size)
  guard size.columns > 0, size.rows > 0 else { return frame }
  switch model.screen {
  case .board: drawBoard(model, on: &frame)
  case .detail(let provider):
    draw(DetailPanel(model: model, provider: provider, size: size).lines(), on: &frame)
  case .help: draw(HelpPanel.lines(model, size: size), on: &frame)
  }
  if model.editing == .filter {
    frame.cursor = Position(row: size.rows - 1, column: 3 + Width.of(model.filter))
  }
  if let sheet = model.sheet { SheetPanel(model, sheet).draw(on: &frame) }
  if let toast = model.toast, size.rows > 1 {
    var line = toast.line
    line.pad(to: size.columns)
    frame.draw(line, row: size.rows > 2 ? size.rows - 2 : 1)
  }
  return model.capabilities.unicode ? frame : frame.inASCII()
}

/// From this width on, the detail of the row under the cursor stands beside the board.
private let widthForPane = 160

private func drawBoard(_ model: Model, on frame: inout Frame) {
  let size = frame.size
  guard size.columns >= widthForPane, size.rows >= 16, let provider = model.selected else {
    draw(BoardPanel(model, size: size).lines(), on: &frame)
    return
  }
  let board = Size(columns: size.columns >= 200 ? 120 : 98, rows: size.rows)
  let pane = Size(columns: size.columns - board.columns - 3, rows: size.rows)
  draw(BoardPanel(model, size: board).lines(), on: &frame, width: board.columns)
  let detail = DetailPanel(model: model, provider: provider, size: pane)
  let text = [Line(" \(provider)", .title)] + detail.document(room: size.rows - 1)
  let side = Line(String(GlyphSet.unicode.side), .line)
  draw(Array(repeating: side, count: size.rows), on: &frame, from: board.columns + 1)
  draw(text, on: &frame, from: board.columns + 3, width: pane.columns)
}

private func draw(
  _ lines: [Line], on frame: inout Frame, from column: Int = 0, width: Int? = nil
) {
  let width = width ?? frame.size.columns - column
  for (row, line) in lines.prefix(frame.size.rows).enumerated() {
    // Where one cell is all there is, it must not be the margin.
    let isTiny = frame.size.columns < 4 && line.text.first == " "
    let text = frame.size.columns < 20 ? line : line.elided(to: width)
    frame.draw(text, row: row, column: isTiny ? -1 : column, width: isTiny ? nil : width)
  }
}

extension Model {
  /// How far the open text can be scrolled.
  var scrollLimit: Int {
    switch screen {
    case .board: 0
    case .detail(let provider): DetailPanel(model: self, provider: provider, size: size).scrollLimit
    case .help: HelpPanel.scrollLimit(size)
    }
  }
}
