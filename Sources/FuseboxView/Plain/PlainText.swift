import FuseboxCore

/// One board as text, for where there is no screen: pipes, `--once`, `status`. Stable columns,
/// one line a provider, worst first; no colour, no boxes. The last line ends with a newline.
package func plainText(_ board: Board, at now: WallTime) -> String {
  let rows = Judge.assess(board, at: now)
  let profile = board.agent.map { " \($0.profile)" } ?? ""
  let tally = Tally(rows).line(gap: 2, width: .max).text
  var lines = ["fusebox\(profile)  \(tally)  \(now.clock) UTC"]
  lines += Banners.lines(board).map { String($0.text.dropFirst()) }
  lines.append(trimmed(columns.map { padded($0.title, $0.width) }.joined(separator: " ")))
  for row in rows {
    guard let words = RowWords(row, on: board, at: now) else { continue }
    lines.append(trimmed(columns.map { padded($0.text(words), $0.width) }.joined(separator: " ")))
  }
  let next = NextLine.text(board, at: now, width: .max)
  return (lines + [String(next.dropFirst())]).joined(separator: "\n") + "\n"
}

/// The reason comes last: it alone has no fixed width.
private let columns: [(title: String, width: Int, text: @Sendable (RowWords) -> String)] = [
  (" ", 1, { $0.severity.mark }),
  ("PROVIDER", 10, { $0.provider.id.rawValue }),
  ("WHO", 4, { $0.who }),
  ("SINCE", 5, { $0.since }),
  ("BREAKER", 10, { $0.breaker }),
  ("FAIL", 5, { $0.fail }),
  ("USED", 4, { $0.percent }),
  ("", 1, { $0.mark }),
  ("AGE", 4, { $0.age }),
  ("WHY", 0, { $0.whyAndMore }),
]

private func padded(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - Width.of(text)))
}

/// Without blanks at its end.
private func trimmed(_ text: String) -> String {
  String(text.reversed().drop { $0 == " " }.reversed())
}
