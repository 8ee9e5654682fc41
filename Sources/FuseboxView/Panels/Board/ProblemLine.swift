import FuseboxCore

/// A row where there is no room for columns: as much as fits, the mark first.
enum ProblemLine {
  /// Not cut: the screen does that.
  static func line(_ words: RowWords, isSelected: Bool) -> Line {
    var line = Line(isSelected ? String(GlyphSet.unicode.cursor) : " ")
    line.add(words.severity.mark, .of(words.severity))
    line.add(" \(words.provider.id)")
    line.add(" \(words.who)", words.severity == .failing ? .critical : .text)
    for word in [words.breaker, words.since] where !word.isEmpty { line.add(" \(word)") }
    return line
  }
}
