import FuseboxCore
import FuseboxWords

/// What there is to say about the row under the cursor, above the hints.
enum CursorStrip {
  /// At most two lines.
  static func lines(_ words: RowWords, width: Int) -> [String] {
    Phrases.flow(phrases(words), lead: " \(words.provider.id): ", width: width, lines: 2)
  }

  private static func phrases(_ words: RowWords) -> [String] {
    let facts = words.provider.facts
    var phrases = words.assessment.explanation
    let reason = words.assessment.reason
    if phrases.isEmpty, !reason.isEmpty { phrases.append(reason) }
    phrases += words.others
    phrases += BreakerWords.phrases(words.provider, at: words.now)
    phrases += words.provider.notes
    if phrases.isEmpty { phrases.append(fine(words)) }
    if !facts.owner.isEmpty { phrases.append("owner \(facts.owner)") }
    if !facts.runbook.isEmpty { phrases.append("o runbook") }
    if let count = BreakerWords.openings(words.provider, at: words.now) { phrases.append(count) }
    if !facts.fallback.isEmpty { phrases.append("fallback: \(facts.fallback)") }
    return phrases
  }

  private static func fine(_ words: RowWords) -> String {
    guard let last = words.provider.calls.recent.first else {
      return words.provider.facts.isProbed ? "no call yet" : "watched by its status page only"
    }
    let age = Span.words(words.now - last.at)
    return "last call \(age) ago, \(Brief.call(microseconds: last.timings.total))"
  }
}
