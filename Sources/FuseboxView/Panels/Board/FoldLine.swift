import FuseboxCore

/// What the rows that are not shown come to: ` ~ 1 maintenance   ? 1 blind   · 6 fine`.
enum FoldLine {
  /// One count for each severity among the hidden rows.
  static func line(_ hidden: [Assessment]) -> Line {
    var line = Line()
    for severity in Severity.allCases {
      let count = hidden.count { $0.severity == severity }
      guard count > 0 else { continue }
      line.add(line.width == 0 ? " " : "   ")
      line.add(severity.mark, .of(severity))
      line.add(" \(count) \(severity.word)", severity == .fine ? .muted : .text)
    }
    return line
  }
}

extension Severity {
  /// For counts: `2 failing`, `1 blind`.
  var word: String {
    switch self {
    case .failing: "failing"
    case .probing: "probing"
    case .held: "held"
    case .warning: "warning"
    case .unknown: "blind"
    case .notice: "notice"
    case .fine: "fine"
    }
  }
}
