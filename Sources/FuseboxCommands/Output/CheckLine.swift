import FuseboxCore

/// The answer of `check`: one line with performance data, and an exit code. Worst-of order
/// unknown < ok < warning < critical, as the monitoring plugins' guidelines have it.
struct CheckLine {
  let text: String
  let exitCode: Int32

  init(_ board: Board, only provider: ProviderID?, at now: WallTime) {
    let rows = Judge.assess(board, at: now).filter { provider == nil || $0.provider == provider }
    let rank: [Int32: Int] = [3: 0, 0: 1, 1: 2, 2: 3]
    let worst = rows.map(\.severity.exitCode).max { (rank[$0] ?? 0) < (rank[$1] ?? 0) }
    let code = worst ?? 3
    exitCode = code
    let words: [Int32: String] = [0: "OK", 1: "WARNING", 2: "CRITICAL", 3: "UNKNOWN"]
    let told = rows.filter { $0.severity.exitCode == code && code != 0 }.prefix(3).map {
      $0.why.isEmpty
        ? $0.provider.rawValue : "\($0.provider) \($0.verdict.blame.rawValue) \($0.why)"
    }
    let summary = told.isEmpty ? "\(rows.count) providers fine" : told.joined(separator: ", ")
    text = "FUSEBOX \(words[code] ?? "UNKNOWN"): \(summary)" + Self.performance(board, rows)
  }

  private static func performance(_ board: Board, _ rows: [Assessment]) -> String {
    let figures = rows.compactMap { board[$0.provider] }.flatMap { state in
      state.meters.map(\.latest).map { meter in
        let alert = meter.alertAt.map(String.init) ?? ""
        let limit = meter.limit.map(String.init) ?? ""
        return "'\(meter.provider).\(meter.meter)'=\(meter.used);\(alert);\(limit);0;"
      }
    }
    return figures.isEmpty ? "" : " | " + figures.joined(separator: " ")
  }
}
