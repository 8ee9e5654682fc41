import FuseboxCore
import FuseboxWords

/// What runs out next, what is used up already first:
/// ` next: stripe API requests used up, resets in 4m · sendgrid mails full 26 Nov 04:10 · +1 more`.
enum NextLine {
  /// As many as fit in `width`, and how many more there are.
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
    let items = board.providers.flatMap { provider in
      provider.meters.all.compactMap { meter in
        let item = present(meter.latest, of: provider, at: now) ?? ahead(meter, at: now)
        return item.map { (at: $0.at, words: "\(provider.id) \(meter.latest.title) \($0.words)") }
      }
    }
    return items.sorted { $0.at < $1.at }.map(\.words)
  }

  /// What a reading says without a forecast: nothing is left, or a window is past its alert.
  private static func present(
    _ reading: MeterReading, of provider: ProviderState, at now: WallTime
  ) -> (at: WallTime, words: String)? {
    guard reading.isAtLimit || (reading.kind == .window && reading.isPastAlert),
      provider.facts.isFresh(.usage, readAt: reading.at, at: now)
    else { return nil }
    let share = Amount.percent(reading.share ?? 0, space: true)
    let state = reading.isAtLimit ? (reading.kind == .level ? "full" : "used up") : share
    let place = reading.isAtLimit ? reading.at : now
    guard let end = reading.periodEnd else { return (place, state) }
    guard end > now else { return nil }
    let reset = reading.kind == .window ? "in \(Brief.words(end - now))" : Day.ahead(end, from: now)
    return (place, "\(state), resets \(reset)")
  }

  private static func ahead(_ meter: MeterState, at now: WallTime) -> (at: WallTime, words: String)?
  {
    guard let end = Forecast.of(meter, at: now)?.exhaustedAt, end > now else { return nil }
    let what = meter.latest.kind == .level && meter.latest.alertAt != nil ? "at alert" : "full"
    return (end, "\(what) \(Day.ahead(end, from: now))")
  }
}
