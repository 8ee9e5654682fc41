import FuseboxCore

extension Reason {
  /// Whose fault or what to do, in at most sixty cells: "key refused: expired 2 h ago".
  /// - Parameter now: the moment it was judged.
  package func words(at now: WallTime) -> String { TerminalSafe(full(at: now), cap: 60).text }

  private func full(at now: WallTime) -> String {
    switch self {
    case .network(let hosts): "our network: none of \(hosts) hosts can be reached"
    case .credentialUnset(let name): "\(name) is not set"
    case .credential(let words): words.isEmpty ? "key refused" : words
    case .configuration(let words): words.isEmpty ? "not the API we expect" : words
    case .throttled(let until): "throttled until \(until.clock(besides: now))"
    case .quota(let words): words.isEmpty ? "the plan is used up" : words
    case .atLimit(let meter): "\(meter) at the limit"
    case .failing(let calls, let page): Self.failing(calls, page, at: now)
    case .missing(let input): input.words(at: now)
    case .held(let name, let words): "\(name): \(words)"
    case .probing: "half-open: a probe decides"
    case .stuck(let clients):
      "\(clients) \(clients == 1 ? "client" : "clients") blocked for ever"
    case .usageRefused(let words): "usage not read: \(words)"
    case .meterSilent(let meter, let since):
      "\(meter) not read for \(Span.words(now - since))"
    case .pastAlert(let meter): "\(meter) past alert"
    case .forecastOver(let meter, let day):
      day.map { "\(meter) run out \(Day.ahead($0, from: now))" } ?? "\(meter) run out"
    case .slow(let calls): calls.words
    case .refusedOnce(let words): "one call only: \(words)"
    case .notTouching(let page): "\(page.words), not touching you"
    case .maintenance(let until): Self.maintenance(until, at: now)
    case .limited(let clients, let isPart):
      "\(isPart ? "at least " : "")\(clients) \(clients == 1 ? "client" : "clients") limited"
    case .limiterPart(let words): words
    case .told(let words): words
    }
  }

  private static func failing(
    _ calls: FailedCalls, _ page: PageVoice, at now: WallTime
  ) -> String {
    switch page {
    case .absent: calls.kind
    case .fine: "\(calls.kind), page says fine"
    case .maintenance(let until): "\(calls.kind), page: \(maintenance(until, at: now))"
    case .red(let words): "\(words.words); \(calls.words)"
    case .unreadable: "\(calls.words); their page cannot be read"
    }
  }

  /// `maintenance to 20:00`
  static func maintenance(_ until: WallTime?, at now: WallTime) -> String {
    "maintenance\(until.map { " to \($0.hourMinute(besides: now))" } ?? "")"
  }
}

extension FailedCalls {
  /// "24 of 40 calls fail", or what the last call met.
  var words: String {
    if failures > 0 { return "\(failures) of \(calls) calls fail" }
    let last =
      switch last {
      case .noAnswer(let words), .serverError(_, let words), .other(let words): words
      case nil: ""
      }
    return last.isEmpty ? "calls fail" : last
  }

  /// The kind of failure in few words: `5xx`, `no answer`, `answered 200 without its balance`.
  var kind: String {
    switch last {
    case .noAnswer: "no answer"
    case .serverError: "5xx"
    case .other(let words) where !words.isEmpty: TerminalSafe(words, cap: 40).text
    case .other, nil: "calls fail"
    }
  }
}

extension MissingInput {
  func words(at now: WallTime) -> String {
    switch self {
    case .noAnswerYet: "no answer yet"
    case .asksToWait(let words, let until):
      "\(TerminalSafe(words, cap: 32).text), asks us to wait to \(until.hourMinute(besides: now))"
    case .answersAgain: "answers again, one success so far"
    case .noSuccess(let words): words.isEmpty ? "no success yet" : words
    case .noCall(let since, let okUntil):
      Self.wasOk("no answer for \(Span.words(now - since))", okUntil, at: now)
    case .limiter(let words): words
    case .nothingToRead: "neither page nor credential"
    case .redWithoutKey(let page): "\(page.words); no key to check with"
    case .page(let words): words
    case .pageNotRead: "page not read yet"
    case .pageSilent(let since, let okUntil):
      Self.wasOk("page not read for \(Span.words(now - since))", okUntil, at: now)
    }
  }

  private static func wasOk(_ words: String, _ okUntil: WallTime?, at now: WallTime) -> String {
    okUntil.map { "\(words), was ok until \($0.hourMinute(besides: now))" } ?? words
  }
}

extension SlowCalls {
  var words: String {
    switch self {
    case .unusual(let p95, let usual):
      "slow: \(Brief.call(microseconds: p95)), usually \(Brief.call(microseconds: usual))"
    case .nearTimeout(let calls, let timeout):
      "slow: \(calls) of 10 near the \(Brief.call(microseconds: timeout.microseconds)) time-out"
    }
  }
}

extension Int64 {
  /// Milliseconds as microseconds; the largest number where that overflows.
  fileprivate var microseconds: Int64 {
    let (product, overflow) = multipliedReportingOverflow(by: 1000)
    return overflow ? .max : product
  }
}
