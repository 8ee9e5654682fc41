import FuseboxCore

extension Assessment {
  /// The most important thing, in about twenty cells; empty for a fine row that is called.
  package var why: String { findings.first?.reason.short(at: at) ?? "" }

  /// Why the verdict is what it is, in at most sixty cells; empty when fine.
  package var reason: String { verdict.reason?.words(at: at) ?? "" }

  /// What the verdict rests on in short phrases, most telling first; each stands alone.
  package var explanation: [String] { evidence.map(\.words) }
}

extension Reason {
  /// For a WHY column that has no room for `short`.
  package func shortest(at now: WallTime) -> String {
    switch self {
    case .failing(let calls, .fine): "\(calls.kind), page fine"
    default: short(at: now)
    }
  }

  /// For the WHY column.
  package func short(at now: WallTime) -> String {
    switch self {
    case .network: "our network is down"
    case .failing(_, .red(let page)), .notTouching(let page): page.words
    case .missing(.noCall): "no answer, was ok"
    case .slow(.unusual): "slower than usual"
    case .slow(.nearTimeout): "slow, near time-out"
    case .probing: "a probe decides"
    case .forecastOver(let meter, let day): "\(meter) run out\(Self.weekday(day, at: now))"
    default: words(at: now)
    }
  }

  /// ` Thu` within a week.
  private static func weekday(_ day: WallTime?, at now: WallTime) -> String {
    guard let day, day > now, day - now < .seconds(7 * 86_400) else { return "" }
    return " \(Day.weekday(day))"
  }
}

extension Evidence {
  package var words: String {
    switch self {
    case .uselessCalls(let useless, let calls, let status):
      "\(useless) of \(calls) calls failed\(status.map { " (\($0))" } ?? "")"
    case .lastCall(let words): words
    case .admission(let postedAt, let failedAt):
      Admission.words(postedAt: postedAt, failedAt: failedAt)
    case .beganUnseen: "since before we looked"
    case .consequence(let words): words
    }
  }
}
