import FuseboxCore
import FuseboxWords

/// The answer of `check`: one line with performance data, and the exit code of the worst row.
/// https://www.monitoring-plugins.org/doc/guidelines.html
struct CheckLine {
  let text: String
  let exitCode: Int32

  init(_ board: Board, only provider: ProviderID?, at now: WallTime) {
    let rows = Judge.assess(board, at: now).filter { provider == nil || $0.provider == provider }
    let states = rows.map { State($0.severity) }
    let worst = states.max() ?? .unknown
    let told = zip(rows, states).filter { $1 == worst && worst != .ok }.prefix(3).map { row, _ in
      row.why.isEmpty
        ? row.provider.rawValue : "\(row.provider) \(row.verdict.blame.rawValue) \(row.why)"
    }
    let tally = State.allCases.compactMap { state in
      let count = states.count { $0 == state }
      return count == 0 ? nil : "\(count) \(state.word)"
    }
    let summary = [told, tally].filter { !$0.isEmpty }.map { $0.joined(separator: ", ") }
    self.init(
      worst, summary.joined(separator: "; "), performance: Self.performance(board, rows))
  }

  /// Nothing is known: the configuration is wrong, or the agent does not answer.
  init(unknown why: String) { self.init(.unknown, why, performance: []) }

  /// What comes before `|` holds none itself.
  private init(_ state: State, _ summary: String, performance: [String]) {
    let safe = TerminalSafe(summary, cap: 400).text.replacing("|", with: "/")
    let figures = performance.isEmpty ? "" : " | " + performance.joined(separator: " ")
    text = "FUSEBOX \(state.name): \(safe)\(figures)"
    exitCode = state.exitCode
  }

  /// As monitoring systems know them, best first: the order of the board's rows.
  private enum State: Int, CaseIterable, Comparable {
    case ok, unknown, warning, critical

    init(_ severity: Severity) {
      self = Self.allCases.first { $0.exitCode == severity.exitCode } ?? .unknown
    }

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    var exitCode: Int32 {
      switch self {
      case .ok: 0
      case .warning: 1
      case .critical: 2
      case .unknown: 3
      }
    }

    var name: String { "\(self)".uppercased() }

    /// For the count of rows.
    var word: String { self == .ok ? "fine" : "\(self)" }
  }

  private static func performance(_ board: Board, _ rows: [Assessment]) -> [String] {
    rows.compactMap { board[$0.provider] }.flatMap { state in
      state.meters.all.map(\.latest).map { meter in
        let alert = meter.alertAt.map(String.init) ?? ""
        let limit = meter.limit.map(String.init) ?? ""
        return "'\(meter.provider).\(meter.meter)'=\(meter.used);\(alert);\(limit);0;"
      }
    }
  }
}
