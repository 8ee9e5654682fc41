import FuseboxCore

/// A bar in eighths of a cell, with the limit's own alert as a tick.
enum Gauge {
  private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// Exactly `width` cells. Without a limit it says `none`; what is past the tick covers it.
  static func line(_ reading: MeterReading, width: Int) -> Line {
    guard let share = reading.share else { return padded("none", width) }
    let filled = Int((min(1, max(0, share)) * Double(width * 8)).rounded())
    var bar = String(repeating: "█", count: filled / 8) + eighths[filled % 8]
    // Something used is something seen.
    if bar.isEmpty, reading.used > 0 { bar = eighths[1] }
    var line = Line()
    line.add(Width.clip(bar, to: width), Style(role(of: reading)))
    let tick = tickCell(reading, width: width)
    for cell in line.width..<max(line.width, width) {
      line.add(cell == tick ? "┃" : "·", Style(.gaugeRest))
    }
    return line
  }

  private static func padded(_ text: String, _ width: Int) -> Line {
    var line = Line()
    line.add(text, .muted, width: width)
    return line
  }

  private static func tickCell(_ reading: MeterReading, width: Int) -> Int? {
    guard let alert = reading.alertAt, let limit = reading.limit, limit > 0 else { return nil }
    return min(width - 1, Int(min(1, max(0, Double(alert) / Double(limit))) * Double(width)))
  }

  /// Plain below the alert, then a warning, then critical.
  static func role(of reading: MeterReading) -> Role {
    if reading.isAtLimit { return .gaugeCrit }
    return reading.isPastAlert ? .gaugeWarn : .gaugeFill
  }
}
