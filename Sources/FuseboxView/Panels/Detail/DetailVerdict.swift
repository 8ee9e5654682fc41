import FuseboxCore
import FuseboxWords

/// The verdict with its reason, the evidence it rests on, and what the calls noted.
enum DetailVerdict {
  /// - Parameter others: all other rows: they are the control.
  static func section(_ words: RowWords, others: [Assessment], width: Int) -> DetailSection {
    let evidence = Phrases.flow(
      phrases(words, others: others), lead: "   evidence  ", width: width, lines: 1)
    let notes = words.provider.notes
    let noted =
      notes.isEmpty ? [] : Phrases.flow(notes, lead: "   noted     ", width: width, lines: 2)
    let also = words.others.map { "   also      \($0)" }
    let lines = [verdict(words)] + (also + evidence + noted).map { Line($0) }
    return DetailSection(heading: nil, lines: lines, least: lines.count)
  }

  private static func verdict(_ words: RowWords) -> Line {
    var line = Line(" \(words.severity.mark) ", .of(words.severity))
    let since = words.since.isEmpty ? "" : " since \(words.since)"
    line.add(words.who, words.severity == .failing ? .critical : .text)
    line.add(since)
    line.add(": \(words.sentence)")
    return line
  }

  private static func phrases(_ words: RowWords, others: [Assessment]) -> [String] {
    let provider = words.provider
    var phrases: [String] = []
    if let posted = provider.page.postedAt {
      phrases.append("page red \(posted.hourMinute(besides: words.now))")
    } else if let page = provider.page.lastRead, page.at == provider.page.latest?.at {
      phrases.append("page \(page.state.words)")
    }
    if let failed = provider.calls.firstFailureAt {
      phrases.append("first own failure \(failed.hourMinute(besides: words.now))")
    }
    let fine = others.count { $0.verdict.blame == .ok }
    if !others.isEmpty { phrases.append("control: \(fine) of \(others.count) ok") }
    return phrases + words.assessment.explanation
  }
}
