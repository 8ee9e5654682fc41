/// A rule across the screen, with a title in it: `─ changes ─────`.
enum Rule {
  static func line(_ title: String = "", note: String = "", width: Int) -> Line {
    var line = Line()
    guard !title.isEmpty else { return dashes(width) }
    line.add(dashes(1))
    line.add(" \(title) ", .title)
    let tail = note.isEmpty ? 0 : Width.of(note) + 5
    line.add(dashes(max(0, width - line.width - tail)))
    guard !note.isEmpty else { return line }
    line.add(" ")
    line.add(note, .muted)
    line.add(" ")
    line.add(dashes(3))
    return line
  }

  private static func dashes(_ count: Int) -> Line {
    Line(String(repeating: String(GlyphSet.unicode.rule), count: max(0, count)), .line)
  }
}
