import FuseboxCore
import FuseboxWords

/// One row as one line for the incident channel.
enum IncidentLine {
  /// Never more than one line: provider text is terminal-safe.
  static func text(_ words: RowWords) -> String {
    let row = words.assessment
    let facts = words.provider.facts
    var parts = ["\(words.now.hourMinute) UTC \(words.provider.id): \(state(words))"]
    if !row.reason.isEmpty { parts.append(row.reason) }
    parts += row.explanation + words.others
    parts += BreakerWords.phrases(words.provider, at: words.now)
    if words.fail != "-" { parts.append("failed \(words.fail)") }
    if !facts.owner.isEmpty { parts.append("owner \(facts.owner)") }
    if !facts.runbook.isEmpty { parts.append(facts.runbook) }
    return parts.joined(separator: "; ")
  }

  private static func state(_ words: RowWords) -> String {
    let who = words.who == Blame.unknown.rawValue ? "unknown" : words.who
    let since = words.since.isEmpty ? "" : " since \(words.since)"
    return "\(words.severity.mark) \(who)\(since), breaker \(words.breaker)"
  }
}
