import FuseboxCore

/// A small generator with a seed, so that a wild board can be made again.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Boards that no provider would give: extreme numbers, times and texts.
enum WildBoard {
  private static let texts = [
    "", "x", "一二三四五六七八九十", "e\u{301}\u{200B}\u{1B}[31m", "👩‍👩‍👧 family",
    String(repeating: "w", count: 400),
    "a\nb\tc", "\u{202E}drawkcab",
  ]
  private static let numbers: [Int64] = [
    .min / 4, -1, 0, 1, 59, 999, 10_000, 1_000_000, .max / 4,
  ]

  static func board(_ random: inout SplitMix) -> Board {
    var board = MockBoard.board
    board.at = time(&random)
    for index in board.providers.indices where Bool.random(using: &random) {
      shake(&board.providers[index], &random)
    }
    if Int.random(in: 0..<4, using: &random) == 0 {
      board.stores = [
        StoreHealth(file: "history.db", condition: .full, message: text(&random), unaudited: 3)
      ]
    }
    board.changes.append(
      Change(
        seq: 1, at: time(&random), provider: "",
        fact: .told(.agent, what: text(&random), why: text(&random))))
    return board
  }

  private static func shake(_ state: inout ProviderState, _ random: inout SplitMix) {
    state.facts.owner = text(&random)
    state.facts.fallback = text(&random)
    state.facts.resetAfterMilliseconds = number(&random)
    state.facts.statusInterval = Int64.random(in: 0...100_000, using: &random)
    state.breaker.status?.state = BreakerState.allCases.randomElement(using: &random) ?? .open
    state.breaker.status?.probeAt = time(&random)
    state.breaker.status?.waitMilliseconds = number(&random)
    state.breaker.status?.attempt = Int.random(in: -5...1000, using: &random)
    state.breaker.status?.window.calls = number(&random)
    state.breaker.status?.window.useless = number(&random)
    if Bool.random(using: &random) { state.breaker.status?.pausedUntil = time(&random) }
    for index in state.meters.all.indices {
      state.meters.all[index].latest.used = number(&random)
      state.meters.all[index].latest.limit = number(&random)
      state.meters.all[index].latest.title = text(&random)
    }
    for index in state.calls.recent.indices {
      state.calls.recent[index].reason = text(&random)
      state.calls.recent[index].at = time(&random)
      state.calls.recent[index].timings.total = number(&random)
    }
    for index in state.calls.minutes.indices {
      state.calls.minutes[index].slowest = number(&random)
    }
    state.page.lastRead?.headline = text(&random)
    state.verdict.latest?.since = time(&random)
  }

  private static func text(_ random: inout SplitMix) -> String {
    texts.randomElement(using: &random) ?? ""
  }

  private static func number(_ random: inout SplitMix) -> Int64 {
    numbers.randomElement(using: &random) ?? 0
  }

  private static func time(_ random: inout SplitMix) -> WallTime {
    WallTime(
      milliseconds: [0, .max, .min, MockBoard.now.milliseconds + 5000, MockBoard.now.milliseconds]
        .randomElement(using: &random) ?? 0)
  }
}
