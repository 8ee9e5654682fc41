/// One line of styled text, built from left to right. Panels return lines; a screen places them.
struct Line: Sendable, Equatable {
  /// Text of one style.
  struct Span: Sendable, Equatable {
    var text: String
    /// In cells: measuring is what costs, so it is done once.
    var width: Int
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
    add(Span(text: text, width: Width.of(text), style: style))
  }

  private mutating func add(_ span: Span) {
    spans.append(span)
    width += span.width
  }

  /// Appends a field of exactly `width` cells: the text elided, or padded with blanks.
  mutating func add(
    _ text: String, _ style: Style = .text, width: Int, alignment: Frame.Alignment = .left
  ) {
    let field = Line(Width.elide(text, to: width), style)
    if alignment == .right { add(" ", count: width - field.width) }
    add(field)
    if alignment == .left { add(" ", count: width - field.width) }
  }

  /// Appends another line.
  mutating func add(_ line: Line) {
    spans += line.spans
    width += line.width
  }

  /// Appends blanks up to a column; nothing when the line is already there.
  mutating func pad(to column: Int) {
    add(" ", count: column - width)
  }

  /// Appends a narrow glyph of ours some times over; nothing for a count of 0 or less.
  mutating func add(_ glyph: Character, count: Int, _ style: Style = .text) {
    guard count > 0 else { return }
    add(Span(text: String(repeating: glyph, count: count), width: count, style: style))
  }

  /// The whole row in reverse video: where the cursor is.
  func reversed(width: Int) -> Line {
    var line = self
    line.pad(to: width)
    for index in line.spans.indices { line.spans[index].style.reverse = true }
    return line
  }

  /// The line if it fits into `width` cells, else its start with `…` behind it.
  func elided(to width: Int) -> Line {
    guard self.width > width else { return self }
    var line = Line()
    for span in spans where line.width < width {
      let isLast = line.width + span.width >= width
      let text = isLast ? span.text + " " : span.text
      line.add(Width.elide(text, to: width - line.width), span.style)
    }
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
      if span.width <= left {
        put(span.text, row: row, column: place, style: span.style)
      } else {
        put(span.text, row: row, column: place, style: span.style, width: left)
      }
      place += span.width
      left -= span.width
    }
  }
}
