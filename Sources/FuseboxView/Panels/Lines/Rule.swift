/// A rule across the screen, with a title in it: `─ changes ─────`.
enum Rule {
  /// - Parameter note: stands near the right end.
  static func line(_ title: String = "", note: String = "", width: Int) -> Line {
    var line = Line()
    if !title.isEmpty {
      line.addRule(1)
      line.add(" \(title) ", .title)
    }
    guard !note.isEmpty else {
      line.addRule(width - line.width)
      return line
    }
    line.addRule(width - line.width - Width.of(note) - 5)
    line.add(" \(note) ", .muted)
    line.addRule(3)
    return line
  }
}

extension Line {
  fileprivate mutating func addRule(_ count: Int) {
    add(GlyphSet.unicode.rule, count: count, .line)
  }
}
