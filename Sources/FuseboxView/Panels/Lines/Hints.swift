/// The bottom line: the keys that count now, the most needed first.
enum Hints {
  /// From this width on, keys are shown that a narrow screen leaves to the help.
  private static let widthForMore = 112

  /// As many hints as fit; the field instead while a filter is typed.
  static func line(_ model: Model, width: Int) -> Line {
    if case .filter = model.editing { return filterField(model) }
    var line = Line()
    for binding in KeyTable.hints(in: model.context, isWide: width >= widthForMore) {
      let isHelp = binding.id == .help
      let key = Line.Span(binding.keyWord(unicode: model.capabilities.unicode), .key)
      let title = Line.Span(binding.title, .muted)
      // The help stays, at least as its key.
      let needed = line.width + 3 + key.width + title.width + (isHelp ? 0 : 2)
      if needed <= width || line.width == 0 {
        line.add(" ", count: line.width == 0 ? 1 : 2)
        line.add(binding.disabledReason(model) == nil ? key : Line.Span(key.text, .muted))
        line.add(" ", count: 1, .muted)
        line.add(title)
      } else if isHelp {
        line.add(" ", count: 2)
        line.add(key)
      }
    }
    return line
  }

  private static func filterField(_ model: Model) -> Line {
    var line = Line(" / ", .key)
    line.add(model.filter)
    let keep = KeyWords.word(.enter, unicode: model.capabilities.unicode)
    let count = "\(model.visibleRows.count) of \(model.rows.count)"
    line.add("   \(count)   \(keep) keep  esc clear", .muted)
    return line
  }
}
