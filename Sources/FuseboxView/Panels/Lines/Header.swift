import FuseboxCore
import FuseboxWords

/// The first line: where this is, what is wrong in counts, and whether it is fresh.
struct Header {
  var board: Board
  var rows: [Assessment]
  /// The newest moment, also while paused: the heartbeat is judged by it.
  var now: WallTime
  /// The newest board's last event or heartbeat.
  var heardAt: WallTime
  /// Set while the screen stands still.
  var pausedAt: WallTime?
  /// The provider whose detail is open.
  var provider: ProviderID?

  init(_ model: Model) {
    board = model.shownBoard
    rows = model.rows
    now = model.now.wall
    heardAt = model.board.at
    pausedAt = model.paused?.at
    if case .detail(let provider) = model.screen { self.provider = provider }
  }

  /// An agent not heard of for longer is lost.
  static let patience = Duration.seconds(5)

  /// The first of several editions that fits, the fullest first.
  func line(width: Int) -> Line {
    let tally = Tally(rows)
    let gap = width >= 100 ? 3 : 2
    let full = { (right: [Line]) in
      joined(left(tally, gap: gap, width: width), right, gap: gap, width: width)
    }
    if width >= 60 {
      let editions = [[note, pulse, clock], [pulse, clock], [pulse, shortClock], [pulse]]
      if let line = editions.lazy.compactMap(full).first { return line }
    }
    return narrow(tally, width: width)
  }

  private func narrow(_ tally: Tally, width: Int) -> Line {
    let words = provider.map { Line("\($0)", .title) }
    let right = isPulseNews ? pulse : clock
    for end in [right, isPulseNews ? pulse : shortClock] {
      let left = words ?? tally.line(gap: 1, width: max(0, width - end.width - 2))
      if let line = joined(left, [end], gap: 2, width: width) { return line }
    }
    // Nothing beside it fits: a lost agent is worth more than counts that may be old.
    return isPulseNews ? pulse : tally.line(gap: 1, width: width)
  }

  private func left(_ tally: Tally, gap: Int, width: Int) -> Line {
    var line = Line(" fusebox", .title)
    if let profile = board.agent?.profile, !profile.isEmpty { line.add(" \(profile)") }
    if let provider {
      line.add(" \(GlyphSet.unicode.forecast) ", .muted)
      line.add("\(provider)", .title)
    } else {
      line.add(" ", count: gap)
      line.add(tally.line(gap: gap, width: .max))
    }
    return line
  }

  private func joined(_ left: Line, _ right: [Line], gap: Int, width: Int) -> Line? {
    var line = left
    let parts = right.filter { $0.width > 0 }
    let cells = parts.reduce(0) { $0 + $1.width + gap }
    // The last cell of a wide first line stays free, as the clock ends before it.
    let free = width >= 60 ? 1 : 0
    guard line.width + cells + free <= width else { return nil }
    line.pad(to: width - free - cells)
    for part in parts {
      line.add(" ", count: gap)
      line.add(part)
    }
    return line
  }

  private var note: Line { Line(board.agent?.note ?? "", .muted) }

  private var clock: Line { Line("\(now.clock) UTC") }
  private var shortClock: Line { Line(now.hourMinute) }

  private var isLost: Bool { now - heardAt > Self.patience }
  private var isPulseNews: Bool { board.agent == nil || isLost || pausedAt != nil }

  /// `live 1s`, or what is wrong with it.
  private var pulse: Line {
    guard board.agent != nil else { return Line("waiting for the agent", .muted) }
    if isLost { return Line("AGENT LOST \(Brief.words(now - heardAt))", .alarm) }
    if let pausedAt { return Line("PAUSED \(Brief.words(now - pausedAt))", Self.paused) }
    return Line("live \(Brief.words(now - heardAt))", .muted)
  }

  private static let paused = Style(.text, bold: true, reverse: true)
}
