import FuseboxCore

/// A bar in eighths of a cell, with the limit's own alert as a tick.
enum Gauge {
  /// Exactly `width` cells. Without a limit it says `none`; what is past the tick covers it.
  static func line(_ reading: MeterReading, width: Int) -> Line {
    guard let share = reading.share else { return padded("none", width) }
    let filled = Int((min(1, max(0, share)) * Double(width * 8)).rounded())
    // Something used is something seen.
    let bar = parts(eighths: filled == 0 && reading.used > 0 ? 1 : filled)
    var line = Line()
    line.add(Width.clip(bar, to: width), Style(role(of: reading)))
    let glyphs = GlyphSet.unicode
    if let tick = tickCell(reading, width: width), tick >= line.width {
      line.add(glyphs.gaugeRest, count: tick - line.width, Style(.gaugeRest))
      line.add(glyphs.tickAlert, count: 1, Style(.gaugeRest))
    }
    line.add(glyphs.gaugeRest, count: width - line.width, Style(.gaugeRest))
    return line
  }

  private static func parts(eighths: Int) -> String {
    let glyphs = GlyphSet.unicode.gaugeParts
    let full = String(repeating: String(glyphs[7]), count: eighths / 8)
    return eighths % 8 == 0 ? full : full + String(glyphs[eighths % 8 - 1])
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
