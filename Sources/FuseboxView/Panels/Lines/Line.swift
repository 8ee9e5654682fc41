/// One line of styled text, built from left to right. Panels return lines; a screen places them.
struct Line: Sendable, Equatable {
  /// Text of one style.
  struct Span: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
      /// Every scalar is a grapheme of one cell, as in nearly all that is drawn.
      case plain
      case graphemes
      /// One narrow glyph, drawn over the whole width.
      case fill(Glyph)
    }

    let text: String
    let kind: Kind
    /// In cells: measuring is what costs, so it is done once.
    let width: Int
    var style: Style

    init(_ text: String, _ style: Style) {
      let plain = Width.plain(text)
      self.text = text
      self.style = style
      kind = plain == nil ? .graphemes : .plain
      width = plain ?? Width.of(text)
    }

    /// - Parameter glyph: of one cell.
    init(_ glyph: Character, count: Int, _ style: Style) {
      text = ""
      kind = .fill(Glyph(glyph))
      width = count
      self.style = style
    }

    /// The text elided where it is wider than `width` cells.
    init(_ text: String, _ style: Style, elidedTo width: Int) {
      self.init(text, style)
      if self.width > width { self.init(Width.elide(text, to: width), style) }
    }

    /// What is drawn.
    var drawn: String {
      if case .fill(let glyph) = kind {
        String(repeating: glyph.character, count: width)
      } else {
        text
      }
    }
  }

  private(set) var spans: [Span] = []
  /// In cells.
  private(set) var width = 0

  init() {}

  init(_ text: String, _ style: Style = .text) { add(text, style) }

  /// Appends text.
  mutating func add(_ text: String, _ style: Style = .text) {
    add(Span(text, style))
  }

  /// Appends text that was measured already.
  mutating func add(_ span: Span) {
    guard span.width > 0 else { return }
    spans.append(span)
    width += span.width
  }

  /// Appends a field of exactly `width` cells: the text elided, or padded with blanks.
  mutating func add(
    _ text: String, _ style: Style = .text, width: Int, alignment: Frame.Alignment = .left
  ) {
    let span = Span(text, style, elidedTo: width)
    if alignment == .right { add(" ", count: width - span.width) }
    add(span)
    if alignment == .left { add(" ", count: width - span.width) }
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
    add(Span(glyph, count: count, style))
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
      let text = isLast ? span.drawn + " " : span.drawn
      line.add(Width.elide(text, to: width - line.width), span.style)
    }
    return line
  }

  /// The characters alone.
  var text: String { spans.map(\.drawn).joined() }
}

extension Frame {
  /// Draws a line from a place on, at most `width` cells of it.
  mutating func draw(_ line: Line, row: Int, column: Int = 0, width: Int? = nil) {
    var left = max(0, width ?? size.columns - column)
    var place = column
    for span in line.spans where left > 0 {
      let width = min(span.width, left)
      switch span.kind {
      case .fill(let glyph):
        fill(row: row, column: place, width: width, with: glyph, style: span.style)
      case .plain: put(plain: span.text, row: row, column: place, style: span.style, width: width)
      case .graphemes where span.width <= left:
        put(span.text, row: row, column: place, style: span.style)
      case .graphemes: put(span.text, row: row, column: place, style: span.style, width: left)
      }
      place += span.width
      left -= span.width
    }
  }
}
