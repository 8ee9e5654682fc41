import FuseboxCore

/// What of a limiter was not read, and why: its reading is a part as long as one of these holds.
struct LimiterGaps: Sendable, Equatable {
  /// The prefix: our user may not read keys under it.
  var isClosed = false
  /// Commands that our user may not call, or that the server does not know.
  var commands: Set<String> = []
  /// Keys that hold no counter of the kind that is looked for.
  var noCounters: Int64 = 0
  /// Keys that moved to another node while they were read.
  var isMoving = false
  /// Nodes of the cluster, of which one is read; 0 when their number is not known.
  var nodes: Int64?
  /// More keys than are read.
  var isCapped = false
  /// Our own time was up.
  var isLate = false
  /// Anything else, in the server's words.
  var other: String?

  var isEmpty: Bool { self == Self() }

  /// Notes a refusal: whose right is missing, as far as the server says.
  mutating func note(_ error: String) {
    switch RedisRefusal.kind(of: error) {
    case .keys: isClosed = true
    case .command(let name): commands.insert(name)
    case .moved: isMoving = true
    case .other: other = other ?? TerminalSafe(error, cap: 30).text
    }
  }

  /// The most telling first, ≤ 60 cells; empty when nothing is missing.
  func words(prefix: String) -> String {
    var words: [String] = []
    if isClosed { words.append("may not read \(prefix)*") }
    if let command = commands.min() { words.append("may not call \(command)") }
    if noCounters > 0 {
      words.append(
        noCounters == 1 ? "1 key is no counter" : "\(noCounters) keys are no counters")
    }
    if let nodes { words.append(nodes > 0 ? "1 of \(nodes) nodes" : "one node of a cluster") }
    if isMoving { words.append("keys are moving to another node") }
    if isCapped { words.append("more keys than are read") }
    if isLate { words.append("not all in time") }
    if let other { words.append("refused: \(other)") }
    return TerminalSafe(words.joined(separator: ", "), cap: 60).text
  }
}
