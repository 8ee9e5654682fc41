import FuseboxCore

/// One provider in full: verdict, breaker, calls, page, limits, changes.
struct DetailPanel {
  let model: Model
  let provider: ProviderID
  let size: Size

  /// Exactly `size.rows` lines, or fewer.
  func lines() -> [Line] {
    guard let words else { return [Line(" \(provider): no longer on the board", .muted)] }
    guard size.rows > 1 else { return [ProblemLine.line(words, isSelected: false)] }
    let header = [Header(model).line(width: size.columns)]
    let document = document()
    let first = min(model.scroll, max(0, document.count - room))
    let shown = Array(document[first...].prefix(room))
    let blanks = Array(repeating: Line(), count: max(0, room - shown.count))
    return header + shown + blanks + footer(words)
  }

  /// How far the text can be scrolled.
  var scrollLimit: Int { max(0, document().count - room) }

  /// Every section in `room` lines; more when they do not fit.
  func document(room: Int? = nil) -> [Line] {
    guard let words else { return [] }
    let width = size.columns
    let others = model.rows.filter { $0.provider != provider }
    let sections = [
      DetailVerdict.section(words, others: others, width: width),
      DetailBreaker.section(words, width: width),
      DetailCalls.section(words, width: width),
      DetailPage.section(words, width: width),
      DetailLimits.section(words, width: width),
      DetailLimits.limiters(words, width: width),
      changes,
    ]
    return DetailSection.document(sections, room: room ?? self.room)
  }

  private var words: RowWords? {
    let row = model.rows.first { $0.provider == provider }
    return row.flatMap { RowWords($0, on: model.shownBoard, at: model.shownAt) }
  }

  /// Lines between the header and the footer.
  private var room: Int { max(0, size.rows - 1 - footerRows) }
  private var footerRows: Int { size.rows < 8 ? 0 : 3 }

  private func footer(_ words: RowWords) -> [Line] {
    guard footerRows > 0 else { return [] }
    let facts = words.provider.facts
    var phrases: [String] = []
    if !facts.owner.isEmpty { phrases.append("owner \(facts.owner)") }
    if !facts.fallback.isEmpty { phrases.append("fallback: \(facts.fallback)") }
    if !facts.runbook.isEmpty { phrases.append("o runbook") }
    if !facts.tier.isEmpty { phrases.append("tier \(facts.tier)") }
    phrases += [facts.name, facts.category].filter { !$0.isEmpty }
    let note = Phrases.flow(phrases, lead: " ", width: size.columns, lines: 1)
    return [
      Rule.line(width: size.columns), Line(note.joined()), Hints.line(model, width: size.columns),
    ]
  }

  private var changes: DetailSection {
    let stored = model.stored?.provider == provider ? model.stored?.changes ?? [] : []
    let newest = stored.first?.seq ?? .min
    let live = model.shownBoard.changes.filter { $0.provider == provider && $0.seq > newest }
    let changes = live + stored
    return DetailSection(
      heading: Rule.line("changes", width: size.columns),
      lines: changes.isEmpty
        ? [Line("   none yet", .muted)]
        : changes.map {
          ChangesStrip.line($0, at: model.shownAt, width: size.columns, showsProvider: false)
        },
      least: 3)
  }
}
