import FuseboxCore
import FuseboxWords

/// fusebox's own calls with their phases, newest first.
enum DetailCalls {
  /// Below this width the phases are dropped; the total and the reason stay.
  private static let widthForPhases = 72
  private static let phases = ["dns", "tcp", "tls", "first"]

  /// One line a call; phases in milliseconds.
  static func section(_ words: RowWords, width: Int) -> DetailSection {
    let calls = words.provider.calls.recent
    let lines =
      calls.isEmpty ? [Line("   none yet", .muted)] : calls.map { line($0, width: width) }
    return DetailSection(heading: heading(width: width), lines: lines, least: 2)
  }

  private static func heading(width: Int) -> Line {
    guard width >= widthForPhases else { return Rule.line("calls", width: width) }
    var line = Rule.line("calls", width: start(width))
    for phase in phases { line.add(phase, .muted, width: 6, alignment: .right) }
    line.add("  total, ms ", .muted)
    line.add(Rule.line(width: width - line.width))
    return line
  }

  /// Column at which the phases begin: behind them the reason takes what is left.
  private static func start(_ width: Int) -> Int { min(46, width - 41) }

  private static func line(_ call: CallReading, width: Int) -> Line {
    let severity: Severity = call.outcome.isUseless ? .failing : .fine
    var line = Line(" \(severity.mark) ", .of(severity))
    line.add("\(call.at.clock) ", .muted)
    line.add(call.signal.rawValue, .text, width: 6)
    line.add(" ")
    let total = Brief.call(microseconds: call.timings.total)
    let came = call.reason.isEmpty ? answer(call, total) : call.reason
    guard width >= widthForPhases else {
      line.add(came)
      return line
    }
    line.add(call.operation, .text, width: max(0, start(width) - line.width))
    let timings = call.timings
    for phase in [timings.lookup, timings.connect, timings.tls, timings.firstByte] {
      line.add("\(max(0, phase) / 1000)", .muted, width: 6, alignment: .right)
    }
    line.add("  \(came)")
    return line
  }

  private static func answer(_ call: CallReading, _ total: String) -> String {
    call.status.map { "\(total)  \($0)" } ?? total
  }
}
