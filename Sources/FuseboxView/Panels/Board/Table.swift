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
    for field in layout.fields {
      switch field.column {
      case .gauge:
        guard let gauge = words.assessment.gauge else { continue }
        line.pad(to: field.start)
        line.add(Gauge.line(gauge, width: field.width))
      default: place(cell(field, words, isSelected: isSelected), in: field, on: &line)
      }
    }
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

  private func cell(
    _ field: TableLayout.Field, _ words: RowWords, isSelected: Bool
  ) -> Line.Span {
    let numbers: Style = words.severity == .fine ? .muted : .text
    func text(_ text: String, _ style: Style = .text, width: Int = field.width) -> Line.Span {
      Line.Span(text, style, elidedTo: width)
    }
    switch field.column {
    case .cursor: return text(isSelected ? String(GlyphSet.unicode.cursor) : "")
    case .glyph: return text(words.severity.mark, .of(words.severity))
    case .provider: return text(words.provider.id.rawValue)
    case .who: return text(words.who, whoStyle(words.severity))
    case .why: return why(words, width: field.width)
    case .since: return text(words.since)
    case .fuse: return text(words.fuse)
    case .breaker:
      return text(words.breaker, breakerStyle(words), width: TableLayout.breakerAndFail)
    case .fail: return text(words.fail, numbers)
    case .p95: return text(words.p95, numbers)
    case .minutes:
      let minutes = words.provider.calls.minutes
      return text(Sparkline.text(minutes, width: field.width, at: words.now), Style(.chartA))
    case .gauge: return text("")
    case .percent: return text(words.percent, numbers)
    case .mark: return text(words.mark)
    case .amount: return text(words.amount, numbers)
    case .full: return text(words.full, numbers)
    case .age:
      let isShown = words.assessment.isStale || layout.fields.contains { $0.column == .gauge }
      return text(isShown ? words.age : "", numbers)
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
