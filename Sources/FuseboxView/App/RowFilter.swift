import FuseboxCore

/// Which rows a filter leaves: those that say the text anywhere, whatever its case.
enum RowFilter {
  /// Whether a row says the text in its name, owner, verdict, reason or breaker word.
  static func matches(
    _ filter: String, _ row: Assessment, on board: Board, at now: WallTime
  ) -> Bool {
    guard let words = RowWords(row, on: board, at: now) else { return false }
    let facts = words.provider.facts
    let texts = [
      facts.provider.rawValue, facts.name, facts.category, facts.owner, words.who, words.why,
      words.breaker, row.severity.word,
    ]
    let wanted = filter.lowercased()
    return texts.contains { $0.lowercased().contains(wanted) }
  }
}
