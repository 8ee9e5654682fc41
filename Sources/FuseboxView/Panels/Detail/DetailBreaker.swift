import FuseboxCore
import FuseboxWords

/// The breaker's drawing, the formula it judges by, and who obeys it.
enum DetailBreaker {
  /// Three lines; one for a provider without a breaker.
  static func section(_ words: RowWords, width: Int) -> DetailSection {
    let heading = Rule.line("breaker", width: width)
    guard words.provider.facts.isProbed else {
      let name = words.provider.facts.credentialName
      let need = name.isEmpty ? "" : "; set \(name) to watch its API"
      return DetailSection(
        heading: heading, lines: [Line("   none: watched by its page only\(need)", .muted)],
        least: 1)
    }
    let lines = [fuse(words, arm: width < 80 ? 6 : 10), judged(words), wait(words)]
    return DetailSection(heading: heading, lines: lines, least: lines.count)
  }

  /// - Parameter arm: cells of wire on each side of the word.
  private static func fuse(_ words: RowWords, arm: Int) -> Line {
    let provider = words.provider
    let style = Style.of(provider.breaker.effective.met, isHeld: provider.breaker.override != nil)
    let (left, right) =
      switch provider.breaker.effective.met {
      case .closed: ("━━", "━━")
      case .open: ("━╸", "╺━")
      case .halfOpen: ("╌╌", "╌╌")
      }
    let wire = String(repeating: "━", count: arm - 2)
    var line = Line("   ")
    line.add(wire + left, style)
    line.add("  \(words.breaker)  ", Style(.text, bold: true))
    line.add(right + wire, style)
    line.add("   \(state(words))")
    return line
  }

  private static func state(_ words: RowWords) -> String {
    let provider = words.provider
    if let hold = provider.breaker.override { return BreakerWords.words(hold, at: words.now) }
    guard let breaker = provider.breaker.status else { return "no call yet" }
    let count = BreakerWords.openings(provider, at: words.now).map { ", \($0)" } ?? ""
    switch breaker.state {
    case .closed: return "closed since \(Day.since(breaker.since, at: words.now))"
    case .open: return "opened by itself \(breaker.since.clock(besides: words.now))\(count)"
    case .halfOpen: return "half-open since \(breaker.since.clock(besides: words.now))\(count)"
    }
  }

  private static func judged(_ words: RowWords) -> Line {
    var line = Line("   judged  ", .muted)
    guard let breaker = words.provider.breaker.status else {
      line.add("nothing yet")
      return line
    }
    let window = breaker.window
    let what = window.kind == .traffic ? "last 10 s: " : "last "
    let calls = window.calls == 1 ? "1 call" : "\(window.calls) calls"
    line.add("\(what)\(calls), \(window.failures) failed")
    let threshold = Amount.percent(breaker.threshold / 100, space: true)
    if let percent = window.failurePercent {
      let sign = percent >= breaker.threshold ? "≥" : "<"
      line.add(" = \(Amount.percent(percent / 100, space: true)) \(sign) \(threshold)")
    } else {
      line.add("; judged from \(window.minimum) on, opens at \(threshold)")
    }
    let refusals = window.useless - window.failures
    if refusals > 0 { line.add(", \(refusals) refused") }
    return line
  }

  private static func wait(_ words: RowWords) -> Line {
    let facts = words.provider.facts
    let base = Span.words(.milliseconds(facts.resetAfterMilliseconds))
    var line = Line("   wait    ", .muted)
    if let breaker = words.provider.breaker.status, breaker.waitMilliseconds > 0 {
      let length = Span.words(.milliseconds(breaker.waitMilliseconds))
      let factor = breaker.attempt > 1 ? "\(base) × \(1 << min(20, breaker.attempt - 1)) = " : ""
      line.add(factor + length)
    } else {
      line.add("\(base), then one probe")
    }
    line.pad(to: 30)
    line.add("  obeyed by  ", .muted)
    line.add(applications(words))
    return line
  }

  /// "checkout, notifier (asked 2 s ago)"
  private static func applications(_ words: RowWords) -> String {
    SheetWords.applications(words.provider, at: words.now) ?? "no application asks"
  }
}
