/// The bottom line: the keys that count now, the most needed first.
enum Hints {
  static func line(_ model: Model, width: Int) -> Line {
    if case .filter = model.editing { return filterField(model) }
    var line = Line()
    for binding in KeyTable.hints(in: model.context) {
      let isHelp = binding.id == .help
      let words = " \(binding.keyWord) \(binding.title)"
      // The help stays, at least as its key.
      let needed = line.width + 1 + Width.of(words) + (isHelp ? 0 : 2)
      if needed <= width || line.width == 0 {
        add(binding, to: &line, model)
      } else if isHelp {
        line.add("  ")
        line.add(binding.keyWord, .key)
      }
    }
    return line
  }

  private static func add(_ binding: KeyBinding, to line: inout Line, _ model: Model) {
    let isOff = binding.disabledReason(model) != nil
    line.add(line.width == 0 ? " " : "  ")
    line.add(binding.keyWord, isOff ? .muted : .key)
    line.add(" \(binding.title)", .muted)
  }

  private static func filterField(_ model: Model) -> Line {
    var line = Line(" / ", .key)
    line.add(model.filter)
    line.add("  \(model.visibleRows.count) of \(model.rows.count)   ↵ keep  esc clear", .muted)
    return line
  }
}
