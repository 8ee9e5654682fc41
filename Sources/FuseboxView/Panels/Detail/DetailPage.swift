import FuseboxCore
import FuseboxWords

/// What the provider's own page says: components, what is red first, and open incidents.
enum DetailPage {
  /// Nothing for a provider without a page.
  static func section(_ words: RowWords, width: Int) -> DetailSection {
    guard words.provider.facts.hasPage else {
      return DetailSection(heading: nil, lines: [], least: 0)
    }
    return DetailSection(
      heading: Rule.line("page", note: note(words), width: width), lines: lines(words), least: 3)
  }

  private static func note(_ words: RowWords) -> String {
    guard let page = words.provider.page.latest else { return "" }
    return "\(page.reach.host), read \(Span.words(words.now - page.at)) ago"
  }

  private static func lines(_ words: RowWords) -> [Line] {
    guard let newest = words.provider.page.latest else { return [Line("   not read yet", .muted)] }
    var lines: [Line] = []
    if !newest.trouble.isEmpty {
      var line = Line(" ? ", .of(.unknown))
      line.add(newest.trouble)
      lines.append(line)
    }
    guard let page = words.provider.page.lastRead else { return lines }
    let components = page.components.filter { $0.inScope || $0.state.isRed }
    let news = components.filter { $0.state != .operational }
    lines += news.map { line($0, at: words.now) }
    lines += page.incidents.map { line($0, at: words.now) }
    lines += components.filter { $0.state == .operational }.map { line($0, at: words.now) }
    return lines.isEmpty ? [Line(" · \(page.state.words)", .muted)] : lines
  }

  private static func line(_ component: PageReading.Component, at now: WallTime) -> Line {
    let severity = severity(component.state)
    var line = Line(" \(severity.mark) ", .of(severity))
    line.add(component.name, .text, width: 24)
    line.add(" ")
    line.add(component.state.words, severity == .fine ? .muted : .text, width: 16)
    if component.state != .operational, let since = component.updatedAt {
      line.add(" since \(Day.since(since, at: now))")
    }
    if !component.inScope { line.add("  not used by us", .muted) }
    return line
  }

  private static func line(_ incident: PageReading.Incident, at now: WallTime) -> Line {
    var line = Line("   \(incident.name)")
    let time =
      (incident.updatedAt ?? incident.startedAt).map { "\($0.hourMinute(besides: now)) " } ?? ""
    let stage = incident.stage.isEmpty ? "" : incident.stage
    let latest = incident.latest.isEmpty ? "" : ": \(incident.latest)"
    line.add("\(Phrases.separator)\(time)\(stage)\(latest)", .muted)
    return line
  }

  private static func severity(_ state: PageState) -> Severity {
    switch state {
    case .operational: .fine
    case .maintenance: .notice
    case .degraded: .warning
    case .partial, .major: .failing
    case .unknown: .unknown
    }
  }
}
