/// One line of styled text, built from left to right. Panels return lines; a screen places them.
struct Line: Sendable, Equatable {
  struct Span: Sendable, Equatable {
    var text: String
    var style: Style
  }

  private(set) var spans: [Span] = []
  /// In cells.
  private(set) var width = 0

  init() {}

  init(_ text: String, _ style: Style = .text) { add(text, style) }

  /// Appends text.
  mutating func add(_ text: String, _ style: Style = .text) {
    guard !text.isEmpty else { return }
    spans.append(Span(text: text, style: style))
    width += Width.of(text)
  }

  /// Appends a field of exactly `width` cells: the text cut, or padded with blanks.
  mutating func add(
    _ text: String, _ style: Style = .text, width: Int, alignment: Frame.Alignment = .left
  ) {
    let text = Width.clip(text, to: width)
    let blanks = String(repeating: " ", count: max(0, width - Width.of(text)))
    if alignment == .right { add(blanks) }
    add(text, style)
    if alignment == .left { add(blanks) }
  }

  /// Appends another line.
  mutating func add(_ line: Line) {
    for span in line.spans { add(span.text, span.style) }
  }

  /// Appends blanks up to a column; nothing when the line is already there.
  mutating func pad(to column: Int) {
    add(String(repeating: " ", count: max(0, column - width)))
  }

  /// The whole row in reverse video: where the cursor is.
  func reversed(width: Int) -> Line {
    var line = self
    line.pad(to: width)
    for index in line.spans.indices { line.spans[index].style.reverse = true }
    return line
  }

  /// The characters alone.
  var text: String { spans.map(\.text).joined() }
}

extension Frame {
  /// Draws a line from a place on, at most `width` cells of it.
  mutating func draw(_ line: Line, row: Int, column: Int = 0, width: Int? = nil) {
    var left = max(0, width ?? size.columns - column)
    var place = column
    for span in line.spans where left > 0 {
      let cells = min(left, Width.of(span.text))
      put(span.text, row: row, column: place, style: span.style, width: cells)
      place += cells
      left -= cells
    }
  }
}
