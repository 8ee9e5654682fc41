/// The key table as a list, and what the marks mean.
enum HelpPanel {
  /// Exactly `size.rows` lines.
  static func lines(_ model: Model, size: Size) -> [Line] {
    let text = text(unicode: model.capabilities.unicode)
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
    max(0, text(unicode: true).count - max(1, size.rows - 1))
  }

  private static func text(unicode: Bool) -> [Line] {
    let sections = [
      ("looking", KeyTable.looking), ("changing", KeyTable.changing),
      ("in a sheet", KeyTable.sheets),
    ]
    return [Line(" fusebox: small letters look, capital letters change", .title)]
      + sections.flatMap { section($0, $1, unicode: unicode) } + marks
  }

  private static func section(
    _ title: String, _ bindings: [KeyBinding], unicode: Bool
  ) -> [Line] {
    [Line(), Line(" \(title)", .title)]
      + bindings.map { binding in
        var line = Line(" ")
        line.add(binding.keyWords(unicode: unicode), .key, width: 16)
        line.add(" \(binding.help)")
        return line
      }
  }

  private static let marks: [Line] = {
    let meanings = [
      "✗ THEM or US: calls fail, or the credential", "◌ half-open: a probe decides",
      "◉ held by a person", "! past an alert, will pass a limit, or slow",
      "? no answer: nothing is known now", "~ maintenance, or red without touching you", "· fine",
      "SINCE, when it began · FAIL, calls without a useful answer of those judged",
      "› will pass its limit in this period · AGE, of the oldest input of the verdict",
    ]
    return [Line(), Line(" the marks", .title)] + meanings.map { Line(" \($0)") }
  }()
}
