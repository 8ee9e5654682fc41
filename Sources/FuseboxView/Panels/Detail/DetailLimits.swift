import FuseboxCore
import FuseboxWords

/// Every meter with its gauge and where it is going, then the rate limiters.
enum DetailLimits {
  /// One line a meter.
  static func section(_ words: RowWords, width: Int) -> DetailSection {
    DetailSection(
      heading: Rule.line("limits", width: width),
      lines: words.provider.meters.all.map { line($0, at: words.now, width: width) }, least: 2)
  }

  /// One line a limiter, then its worst clients with masked keys.
  static func limiters(_ words: RowWords, width: Int) -> DetailSection {
    DetailSection(
      heading: Rule.line("limiters", width: width),
      lines: words.provider.meters.limiters.flatMap(lines), least: 3)
  }

  private static func line(_ meter: MeterState, at now: WallTime, width: Int) -> Line {
    let reading = meter.latest
    var line = Line(" ")
    line.add(reading.title, .text, width: 13)
    line.add(" ")
    guard let share = reading.share else {
      line.add(amount(reading))
      return line
    }
    line.add(amount(reading), .text, width: 25)
    if width >= 72 {
      line.add(" ")
      line.add(Gauge.line(reading, width: min(60, width - 58)))
    }
    line.add(Amount.percent(share, space: true), .text, width: 6, alignment: .right)
    line.add("  \(outlook(meter, at: now))")
    return line
  }

  private static func amount(_ reading: MeterReading) -> String {
    let used = Amount.long(reading.used, reading.unit)
    let tier = reading.tier.isEmpty ? "" : " (\(reading.tier))"
    guard let limit = reading.limit else { return "\(used), no limit\(tier)" }
    return "\(used) of \(Amount.long(limit, reading.unit))\(period(reading))\(tier)"
  }

  /// " / month"; empty for a level, and for a period without a common name.
  private static func period(_ reading: MeterReading) -> String {
    guard let start = reading.periodStart, let end = reading.periodEnd else { return "" }
    switch (end - start).inSeconds {
    case 60: return " / min"
    case 3600: return " / hour"
    case 86_400: return " / day"
    case (28 * 86_400)...(31 * 86_400): return " / month"
    default: return ""
    }
  }

  private static func outlook(_ meter: MeterState, at now: WallTime) -> String {
    let reading = meter.latest
    if reading.isAtLimit { return "! full" }
    let forecast = Forecast.of(meter, at: now)
    if forecast?.overLimit == true, let limit = reading.limit, limit > 0, let mid = forecast?.mid {
      return "›\(Amount.percent(Double(mid) / Double(limit), space: true))"
    }
    return reading.isPastAlert ? "! past alert" : ""
  }

  private static func lines(_ limiter: LimiterReading) -> [Line] {
    let least = limiter.complete ? "" : "at least "
    let window = Span.words(.seconds(limiter.windowSeconds))
    var head = Line(
      " \(limiter.limitedCount > 0 ? "!" : "·") ", limiter.limitedCount > 0 ? .warning : .text)
    head.add(limiter.prefix, .text, width: 12)
    head.add(
      " \(least)\(limiter.limitedCount) of \(least)\(limiter.clients) clients over "
        + "\(limiter.max) in \(window)")
    let trouble = limiter.trouble.isEmpty ? [] : [Line("   \(limiter.trouble)", .warning)]
    return [head] + trouble + limiter.limited.map(line)
  }

  private static func line(_ client: LimiterReading.LimitedClient) -> Line {
    var line = Line("   ")
    line.add(client.maskedKey, .text, width: 24)
    let end =
      client.isStuck
      ? "its counter never ends: blocked for ever"
      : "free in \(Span.words(.seconds(client.resetsInSeconds)))"
    line.add(" \(client.hits) hits, \(end)", client.isStuck ? .warning : .muted)
    return line
  }
}
