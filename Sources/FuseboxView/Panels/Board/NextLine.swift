import FuseboxCore

/// What runs out next, soonest first: ` next: sendgrid mails full 26 Nov 04:10 · +1 more`.
enum NextLine {
  /// As many forecasts as fit in `width`, and how many more there are.
  static func text(_ board: Board, at now: WallTime, width: Int) -> String {
    let items = items(board, at: now)
    guard !items.isEmpty else { return " next: nothing runs out in sight" }
    var text = " next: "
    for (index, item) in items.enumerated() {
      let next = (index == 0 ? "" : Phrases.separator) + item
      let rest = items.count - index - 1
      let more = rest > 0 ? Width.of(Self.more(rest)) : 0
      guard index == 0 || Width.of(text + next) + more <= width else {
        return text + Self.more(rest + 1)
      }
      text += next
    }
    return text
  }

  private static func more(_ count: Int) -> String { "\(Phrases.separator)+\(count) more" }

  private static func items(_ board: Board, at now: WallTime) -> [String] {
    var items: [(at: WallTime, words: String)] = []
    for provider in board.providers {
      for meter in provider.meters {
        guard let end = Forecast.of(meter, at: now)?.exhaustedAt, end > now else { continue }
        let what = meter.latest.kind == .level && meter.latest.alertAt != nil ? "at alert" : "full"
        let when = Day.ahead(end, from: now)
        items.append((end, "\(provider.id) \(meter.latest.title) \(what) \(when)"))
      }
    }
    return items.sorted { $0.at < $1.at }.map(\.words)
  }
}
