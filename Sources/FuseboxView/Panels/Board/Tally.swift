import FuseboxCore

/// The board in a few counts: `THEM 2  US 1  held 1  limit 2  blind 1`. What is fine and what
/// does not touch us is not counted.
struct Tally {
  /// One count; never 0.
  struct Count: Equatable {
    var word: String
    var number: Int
    var severity: Severity
  }

  /// The gravest first.
  let counts: [Count]
  /// All rows, counted or not.
  let total: Int

  init(_ rows: [Assessment]) {
    total = rows.count
    func count(_ word: String, _ severity: Severity, _ matches: (Assessment) -> Bool) -> Count {
      Count(
        word: word, number: rows.count { $0.severity == severity && matches($0) },
        severity: severity)
    }
    func isLimit(_ row: Assessment) -> Bool { row.gaugeMark != nil || row.verdict.cause == .quota }
    counts = [
      count("THEM", .failing) { $0.verdict.blame == .them },
      count("US", .failing) { $0.verdict.blame == .us },
      count("failing", .failing) { $0.verdict.blame != .them && $0.verdict.blame != .us },
      count("probing", .probing) { _ in true },
      count("held", .held) { _ in true },
      count("limit", .warning, isLimit),
      count("slow", .warning) { !isLimit($0) },
      count("blind", .unknown) { _ in true },
    ].filter { $0.number > 0 }
  }

  /// In words, as many counts as fit, the gravest first; in marks where not even the failing
  /// rows could be told in words.
  func line(gap: Int, width: Int) -> Line {
    guard total > 0 else { return Line("no provider yet", .muted) }
    guard !counts.isEmpty else { return Line("all \(total) fine", Style(.ok)) }
    let needed = max(1, counts.count { $0.severity == .failing })
    for end in stride(from: counts.count, through: needed, by: -1) {
      let words = Self.joined(gap: gap, counts.prefix(end)) { "\($0.word) \($0.number)" }
      if words.width <= width { return words }
    }
    return Self.joined(gap: 1, marks[...]) { "\($0.severity.mark)\($0.number)" }
  }

  /// One count for each severity.
  private var marks: [Count] {
    Severity.allCases.compactMap { severity in
      let number = counts.filter { $0.severity == severity }.reduce(0) { $0 + $1.number }
      return number > 0 ? Count(word: "", number: number, severity: severity) : nil
    }
  }

  private static func joined(
    gap: Int, _ counts: ArraySlice<Count>, words: (Count) -> String
  ) -> Line {
    var line = Line()
    for count in counts {
      if line.width > 0 { line.add(" ", count: gap) }
      line.add(words(count), .of(count.severity))
    }
    return line
  }
}
