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
      let key = binding.keyWord(unicode: model.capabilities.unicode)
      let words = " \(key) \(binding.title)"
      // The help stays, at least as its key.
      let needed = line.width + 1 + Width.of(words) + (isHelp ? 0 : 2)
      if needed <= width || line.width == 0 {
        let isOff = binding.disabledReason(model) != nil
        line.add(line.width == 0 ? " " : "  ")
        line.add(key, isOff ? .muted : .key)
        line.add(" \(binding.title)", .muted)
      } else if isHelp {
        line.add("  ")
        line.add(key, .key)
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
