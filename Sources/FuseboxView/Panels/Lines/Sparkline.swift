import FuseboxCore

/// The slowest call of each of the last minutes, one cell a minute, newest last.
enum Sparkline {
  /// Exactly `width` cells, scaled to the slowest of them. A minute without a call is a gap: no
  /// data is not zero.
  static func text(_ minutes: [MinuteSummary], width: Int, at now: WallTime) -> String {
    let newest = now.milliseconds / 60_000
    var cells = Array(repeating: Int64?.none, count: max(0, width))
    for summary in minutes where summary.calls > 0 {
      let (age, overflow) = newest.subtractingReportingOverflow(
        summary.minute.milliseconds / 60_000)
      guard !overflow, age >= 0, age < Int64(width) else { continue }
      cells[width - 1 - Int(age)] = max(0, summary.slowest)
    }
    let most = cells.compactMap(\.self).max() ?? 0
    return cells.reduce(into: "") { text, cell in
      text.append(cell.map { level($0, of: most) } ?? GlyphSet.unicode.gap)
    }
  }

  private static func level(_ value: Int64, of most: Int64) -> Character {
    let levels = GlyphSet.unicode.spark
    guard most > 0 else { return levels[0] }
    return levels[min(7, Int(Double(value) / Double(most) * 7.999))]
  }
}
