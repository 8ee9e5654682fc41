import CNcurses
import FuseboxView

extension TerminalScreen {
  /// Shows a frame by writing what has changed since the last one: nothing at all when nothing
  /// has.
  package func paint(_ frame: Frame) {
    let frame = capabilities.unicode ? frame : frame.inASCII()
    let isFirst = shown?.size != frame.size
    if isFirst { clear() }
    let runs = diff(shown, frame)
    guard isFirst || !runs.isEmpty || shown?.cursor != frame.cursor else { return }
    for run in runs { draw(run) }
    placeCursor(frame.cursor)
    let isLarge = runs.reduce(0) { $0 + $1.cells.count } > Self.largeFrame
    let isHeld = isSynchronised && isLarge
    if isHeld { TerminalBytes.write(TerminalBytes.holdFrame) }
    wnoutrefresh(fusebox_screen())
    doupdate()
    if isHeld { TerminalBytes.write(TerminalBytes.showFrame) }
    shown = frame
  }

  /// Changed cells, about a byte or two each. Smaller frames go out in one write anyway, and
  /// some multiplexers answer the marks with a repaint of the whole pane.
  private static let largeFrame = 700

  private func clear() {
    let ground = pairs.look(theme.paint(.text, at: capabilities.colours))
    fusebox_set_ground(ground.attributes, ground.pair)
    werase(fusebox_screen())
    clearok(fusebox_screen(), true)
  }

  private func placeCursor(_ position: Position?) {
    leaveok(fusebox_screen(), position == nil)
    curs_set(position == nil ? 0 : 1)
    if let position { move(Int32(clamping: position.row), Int32(clamping: position.column)) }
  }

  private func draw(_ run: Run) {
    for (offset, cell) in run.cells.enumerated() where cell.width > 0 {
      let look = pairs.look(theme.paint(cell.style, at: capabilities.colours))
      let row = Int32(run.row)
      let column = Int32(run.column + offset)
      guard !put(cell.glyph, width: cell.width, row: row, column: column, look) else { continue }
      for column in column..<column + Int32(cell.width) {
        _ = put(.substitute, width: 1, row: row, column: column, look)
      }
    }
  }

  private func put(
    _ glyph: Glyph, width: Int, row: Int32, column: Int32, _ look: PairTable.Look
  ) -> Bool {
    withUnsafeTemporaryAllocation(of: wchar_t.self, capacity: Glyph.most + 1) { wide in
      wide.initialize(repeating: 0)
      for index in 0..<Glyph.most { wide[index] = wchar_t(glyph[index]?.value ?? 0) }
      return wide.baseAddress.map {
        fusebox_put(row, column, $0, Int32(width), look.attributes, look.pair)
      } ?? false
    }
  }
}
