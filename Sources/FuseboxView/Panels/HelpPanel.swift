/// The key table as a list, and what the marks mean.
enum HelpPanel {
  /// Exactly `size.rows` lines.
  static func lines(_ model: Model, size: Size) -> [Line] {
    let text = text(width: size.columns, unicode: model.capabilities.unicode)
    let first = min(model.scroll, scrollLimit(size))
    let shown = Array(text[first...].prefix(max(0, size.rows - 1)))
    let more = text.count - first - shown.count
    var last = Hints.line(model, width: size.columns)
    if more > 0 { last.add("   \(more) more below", .muted) }
    let blanks = Array(repeating: Line(), count: max(0, size.rows - shown.count - 1))
    return shown + blanks + [last]
  }

  /// How far the list can be scrolled.
  static func scrollLimit(_ size: Size) -> Int {
    max(0, text(width: size.columns, unicode: true).count - max(1, size.rows - 1))
  }

  /// From this width on, what looks and what changes stand side by side.
  private static let widthForColumns = 120
  /// Where the second one begins.
  private static let secondColumn = 66
  /// Cells of the keys: of all, and of those of the second column.
  private static let (keysWidth, shortKeysWidth) = (11, 5)

  private static func text(width: Int, unicode: Bool) -> [Line] {
    let title = [Line(" fusebox: small letters look, capital letters change", .title)]
    let isBeside = width >= widthForColumns
    let keys = isBeside ? shortKeysWidth : keysWidth
    let left = section("looking", KeyTable.looking, keys: keysWidth, unicode: unicode)
    let right =
      section("changing", KeyTable.changing, keys: keys, unicode: unicode)
      + section("in a sheet", KeyTable.sheets, keys: keys, unicode: unicode) + marks
    guard isBeside else { return title + left + right }
    return title
      + (0..<max(left.count, right.count)).map { index in
        var line = left.indices.contains(index) ? left[index] : Line()
        guard right.indices.contains(index) else { return line }
        line.pad(to: secondColumn)
        line.add(right[index])
        return line
      }
  }

  private static func section(
    _ title: String, _ bindings: [KeyBinding], keys: Int, unicode: Bool
  ) -> [Line] {
    [Line(), Line(" \(title)", .title)]
      + bindings.map { binding in
        var line = Line(" ")
        line.add(binding.keyWords(unicode: unicode), .key, width: keys)
        line.add("  \(binding.help)")
        return line
      }
  }

  private static let marks: [Line] = {
    let meanings = [
      "✗ THEM or US: calls fail, or the credential", "◌ half-open: a probe decides",
      "◉ held by a person", "! past an alert, will pass a limit, or slow",
      "? no answer: nothing is known now", "~ maintenance, or red without touching you", "· fine",
      "› will pass its limit in this period",
      "SINCE  when it began",
      "FAIL   calls without a useful answer of those judged",
      "AGE    of the oldest input of the verdict",
    ]
    return [Line(), Line(" the marks", .title)] + meanings.map { Line(" \($0)") }
  }()
}
