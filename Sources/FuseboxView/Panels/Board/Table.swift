import FuseboxCore

/// The rows of the board.
struct Table {
  let layout: TableLayout

  /// The labels above the rows.
  var labels: Line {
    var line = Line()
    for field in layout.fields {
      place(Line.Span(field.column.label, .muted), in: field, on: &line)
    }
    return line
  }

  /// One provider's row.
  func row(_ words: RowWords, isSelected: Bool) -> Line {
    var line = Line()
    for field in layout.fields { add(field, of: words, isSelected: isSelected, to: &line) }
    return line
  }

  private func place(_ cell: Line.Span, in field: TableLayout.Field, on line: inout Line) {
    guard cell.width > 0 else { return }
    let free = field.column.alignment == .right ? max(0, field.width - cell.width) : 0
    line.pad(to: field.start + free)
    line.add(cell)
  }

  /// How many more there are is never cut.
  private func why(_ words: RowWords, width: Int) -> Line.Span {
    let (why, more) = (words.why, words.more)
    let end = more.isEmpty ? "" : " \(more)"
    let whole = Line.Span(why + end, .text)
    guard whole.width > width else { return whole }
    let room = max(0, width - Width.of(end))
    return Line.Span(Width.elide(words.shortestWhy, to: room) + end, .text)
  }

  private func add(
    _ field: TableLayout.Field, of words: RowWords, isSelected: Bool, to line: inout Line
  ) {
    let numbers: Style = words.severity == .fine ? .muted : .text
    func text(_ text: String, _ style: Style = .text, width: Int = field.width) {
      place(Line.Span(text, style, elidedTo: width), in: field, on: &line)
    }
    switch field.column {
    case .cursor: text(isSelected ? String(GlyphSet.unicode.cursor) : "")
    case .glyph: text(words.severity.mark, .of(words.severity))
    case .provider: text(words.provider.id.rawValue)
    case .who: text(words.who, whoStyle(words.severity))
    case .why: place(why(words, width: field.width), in: field, on: &line)
    case .since: text(words.since)
    case .fuse: text(words.fuse)
    case .breaker: text(words.breaker, breakerStyle(words), width: TableLayout.breakerAndFail)
    case .fail: text(words.fail, numbers)
    case .p95: text(words.p95, numbers)
    case .minutes:
      let minutes = words.provider.calls.minutes
      text(Sparkline.text(minutes, width: field.width, at: words.now), Style(.chartA))
    case .gauge:
      guard let gauge = words.assessment.gauge else { return }
      line.pad(to: field.start)
      line.add(Gauge.line(gauge, width: field.width))
    case .percent: text(words.percent, numbers)
    case .mark: text(words.mark)
    case .amount: text(words.amount, numbers)
    case .full: text(words.full, numbers)
    case .age:
      let isShown = words.assessment.isStale || layout.fields.contains { $0.column == .gauge }
      text(isShown ? words.age : "", numbers)
    }
  }

  private func whoStyle(_ severity: Severity) -> Style {
    switch severity {
    case .failing, .unknown, .notice: .of(severity)
    case .probing, .held, .warning, .fine: .text
    }
  }

  private func breakerStyle(_ words: RowWords) -> Style {
    switch words.severity {
    case .failing, .probing, .held: .of(words.severity)
    case .fine where !words.provider.facts.isProbed: .muted
    case .warning, .unknown, .notice, .fine: .text
    }
  }
}
