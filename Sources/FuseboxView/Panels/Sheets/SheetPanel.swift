import FuseboxCore

/// A sheet over the screen: a box where there is room, its vital lines where there is not.
struct SheetPanel {
  let model: Model
  let words: SheetWords

  init(_ model: Model, _ sheet: Sheet) {
    self.model = model
    words = SheetWords(
      sheet: sheet, provider: model.board[sheet.provider], actor: model.actor,
      now: model.now.wall)
  }

  private static let widest = 76
  /// Cells of the labels.
  private static let label = 10

  /// Covers what is below.
  func draw(on frame: inout Frame) {
    let width = min(Self.widest, frame.size.columns)
    let inside = width - 4
    let lines = lines(words.rows, width: inside)
    if width >= 40, lines.count + 2 <= frame.size.rows {
      drawBox(lines, width: width, on: &frame)
    } else {
      drawPlain(on: &frame)
    }
  }

  private func drawBox(_ lines: [Line], width: Int, on frame: inout Frame) {
    let glyphs = GlyphSet.unicode
    let top = (frame.size.rows - lines.count - 2) / 2
    let left = (frame.size.columns - width) / 2
    // Scraps of the board beside the box would read as part of it.
    let moat = left <= 4 ? left : 1
    for row in top..<top + lines.count + 2 {
      frame.fill(row: row, column: left - moat, width: width + 2 * moat)
    }
    var head = Line("\(glyphs.topLeft)\(glyphs.rule)", .line)
    head.add(" \(words.title) ", .title)
    head.add(glyphs.rule, count: width - head.width - 1, .line)
    head.add(glyphs.topRight, count: 1, .line)
    frame.draw(head, row: top, column: left, width: width)
    for (index, line) in lines.enumerated() {
      var row = Line("\(glyphs.side) ", .line)
      row.add(line)
      row.pad(to: width - 2)
      row.add(" \(glyphs.side)", .line)
      frame.draw(row, row: top + 1 + index, column: left, width: width)
    }
    var foot = Line(String(glyphs.bottomLeft), .line)
    foot.add(glyphs.rule, count: width - 2, .line)
    foot.add(glyphs.bottomRight, count: 1, .line)
    frame.draw(foot, row: top + 1 + lines.count, column: left, width: width)
    placeCursor(lines, row: top + 1, column: left + 2, on: &frame)
  }

  /// Over the whole screen: what it is, the lines there is room for, and how to answer.
  private func drawPlain(on frame: inout Frame) {
    let size = frame.size
    frame = Frame(size: size)
    guard size.rows > 1 else {
      var line = Line("\(words.mark) ", .title)
      line.add(keys(width: size.columns - line.width))
      return frame.draw(line, row: 0)
    }
    let room = size.rows - 2
    let width = size.columns - 1
    let all = lines(words.rows, width: width).dropLast()
    let vital = lines(words.rows.filter(\.isVital), width: width).dropLast()
    let shown = Array((all.count <= room ? all : vital).prefix(room))
    frame.draw(Line(words.title, .title), row: 0)
    for (index, line) in shown.enumerated() { frame.draw(line, row: 1 + index) }
    frame.draw(keys(width: size.columns), row: shown.count + 1)
    placeCursor(shown, row: 1, column: 0, on: &frame)
  }

  /// Behind the reason while it is typed.
  private func placeCursor(
    _ lines: [Line], row: Int, column: Int, on frame: inout Frame
  ) {
    guard model.editing != nil, let index = lines.firstIndex(where: { $0.text.hasPrefix("why") })
    else { return }
    let end = lines[index].text.lastIndex { $0 != " " }.map { lines[index].text[...$0] } ?? ""
    let cells = max(Self.label, Width.of(String(end)))
    frame.cursor = Position(row: row + index, column: column + cells)
  }

  /// Every row wrapped, then what has changed meanwhile, then the keys.
  private func lines(_ rows: [SheetWords.Row], width: Int) -> [Line] {
    var lines = rows.flatMap { wrapped($0, width: width) }
    if let changed = words.sheet.changed {
      lines.append(Line(Width.clip("changed meanwhile: \(changed)", to: width), .critical))
    }
    let keys = keys(width: width)
    var last = Line()
    last.pad(to: max(0, (width - keys.width) / 2))
    last.add(keys)
    return lines + [last]
  }

  private func wrapped(_ row: SheetWords.Row, width: Int) -> [Line] {
    let room = max(1, width - Self.label)
    // The end of a reason is what is being typed.
    let text = row.isReason ? [tail(row.text, room: room)] : Wrap.lines(row.text, width: room)
    return text.enumerated().map { index, text in
      var line = Line()
      line.add(index == 0 ? row.label : "", .muted, width: Self.label)
      line.add(text)
      let keys = Width.of(row.keys)
      if index == 0, keys > 0, model.editing == nil, line.width + keys + 2 <= width {
        line.pad(to: width - keys - 1)
        line.add(row.keys, .key)
      }
      return line
    }
  }

  private func tail(_ text: String, room: Int) -> String {
    guard model.editing != nil, Width.of(text) >= room else { return Width.elide(text, to: room) }
    var cells = 0
    return String(
      text.reversed().prefix { glyph in
        cells += Width.of(glyph)
        return cells < room
      }
      .reversed())
  }

  /// How to answer, as widely as fits; at the narrowest the keys alone.
  private func keys(width: Int) -> Line {
    let editions = [answers(gap: 10), answers(gap: 2), answers(gap: 1, hasTitles: false)]
    return editions.first { $0.width <= width } ?? editions[2]
  }

  private func answers(gap: Int, hasTitles: Bool = true) -> Line {
    var line = Line()
    for (key, title) in answers {
      if line.width > 0 { line.add(" ", count: gap) }
      line.add(key, .key)
      if hasTitles { line.add("  \(title)") }
    }
    return line
  }

  private var enter: String { KeyWords.word(.enter, unicode: model.capabilities.unicode) }

  private var answers: [(String, String)] {
    let stay = ("esc", "leave as it is")
    guard model.editing == nil else { return [(enter, "keep it"), ("esc", "as before")] }
    guard words.sheet.changed == nil else { return [("esc", "look again")] }
    switch words.sheet.kind {
    case .trip: return [("y", "stop the calls"), stay]
    case .hold: return [("y", "hold closed"), stay]
    case .reset: return [("p", "probe first"), ("y", "close now"), stay]
    case .probe where words.provider?.breaker.effective == .forcedOpen: return [stay]
    case .probe: return [("y", "call now"), stay]
    case .undo: return [("y", "take it back"), stay]
    case .export: return [("j", "JSON"), ("c", "CSV"), ("esc", "leave")]
    }
  }
}
