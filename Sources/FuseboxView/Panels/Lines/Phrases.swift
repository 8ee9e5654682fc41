/// Short phrases that each stand alone, set in lines with ` · ` between them.
enum Phrases {
  /// Between two phrases.
  static let separator = " · "

  /// Fills lines of `width` cells in order. A phrase that fits on no line any more is left out;
  /// one wider than a whole line is cut, so that the first thing said is always seen.
  /// - Parameter lead: stands before the first phrase.
  static func flow(_ phrases: [String], lead: String, width: Int, lines: Int) -> [String] {
    var result = [lead]
    var isFresh = true
    for phrase in phrases {
      let line = result[result.count - 1]
      let next = isFresh ? line + phrase : line + separator + phrase
      if Width.of(next) <= width || (isFresh && result.count == 1) {
        result[result.count - 1] = next
        isFresh = false
      } else if result.count < lines, Width.of(" " + phrase) <= width {
        result.append(" " + phrase)
      }
    }
    return result
  }
}
