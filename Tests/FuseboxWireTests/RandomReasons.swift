import FuseboxCore

@testable import FuseboxWire

extension Change: Arbitrary {
  static func random(_ source: inout RandomFields) -> Change {
    let kinds: [Kind] = [.breaker, .page, .verdict, .override, .meter, .agent, .store]
    let facts: [Fact] = [
      .breaker(from: source.make(), to: source.make(), why: source.make()),
      .page(source.make()), .verdict(source.make()), .override(source.make()),
      .meter(source.make()), .agentStarted(pid: source.make(), profile: source.make()),
      .store(source.make()),
      .told(source.pick(kinds), what: source.make(), why: source.make()),
    ]
    return Change(
      seq: source.make(), at: source.make(), provider: source.make(), fact: source.pick(facts))
  }
}

extension TransitionReason: Arbitrary {
  static func random(_ source: inout RandomFields) -> TransitionReason {
    let causes: [Transition.Cause] = [
      .failureRate(
        failed: source.make(), of: source.make(), threshold: source.make(),
        exclusive: source.make()),
      .slowRate(slow: source.make(), of: source.make()), .failuresInARow(source.make()), .waitOver,
      .probesAnswered(source.make()), .probeFailed, .probeLost, .halfOpenTooLong, .tripped,
      .tripEnded, .held, .holdEnded, .reset, .probeAsked, .released,
    ]
    return source.pick([
      .told(source.make()),
      .because(
        source.pick(causes), lastError: source.make(), waitMilliseconds: source.make()),
    ])
  }
}

extension Reason: Arbitrary {
  static func random(_ source: inout RandomFields) -> Reason {
    let (words, time, end): (String, WallTime, WallTime?) = (
      source.make(), source.make(), source.make()
    )
    let count: Int64 = source.make()
    return source.pick([
      .network(hosts: source.make()), .credentialUnset(name: words), .credential(words: words),
      .configuration(words: words), .throttled(until: time), .quota(words: words),
      .atLimit(meter: words),
      .failing(
        FailedCalls(failures: count, calls: source.make(), last: last(&source)),
        page: voice(&source)),
      .missing(missing(&source)), .held(by: words, words: source.make()), .probing,
      .stuck(clients: count), .usageRefused(words: words), .meterSilent(meter: words, since: time),
      .pastAlert(meter: words), .forecastOver(meter: words, at: end),
      .slow(.unusual(p95: count, usual: source.make())),
      .slow(.nearTimeout(calls: source.make(), timeoutMilliseconds: count)),
      .refusedOnce(words: words), .notTouching(page(&source)), .maintenance(until: end),
      .limited(clients: count, isPart: source.make()), .limiterPart(words: words), .told(words),
    ])
  }

  private static func page(_ source: inout RandomFields) -> PageWords {
    PageWords(state: source.make(), headline: source.make())
  }

  private static func last(_ source: inout RandomFields) -> FailedCalls.Last? {
    let words: String = source.make()
    return source.pick([
      nil, .noAnswer(words: words), .serverError(status: source.make(), words: words),
      .other(words: words),
    ])
  }

  private static func voice(_ source: inout RandomFields) -> PageVoice {
    let red = page(&source)
    return source.pick([
      .absent, .fine, .red(red), .maintenance(until: source.make()), .unreadable,
    ])
  }

  private static func missing(_ source: inout RandomFields) -> MissingInput {
    let (words, since, okUntil): (String, WallTime, WallTime?) = (
      source.make(), source.make(), source.make()
    )
    return source.pick([
      .noAnswerYet, .asksToWait(words: words, until: since), .answersAgain,
      .noSuccess(words: words), .noCall(since: since, okUntil: okUntil), .limiter(words: words),
      .nothingToRead, .redWithoutKey(page(&source)), .page(words: words), .pageNotRead,
      .pageSilent(since: since, okUntil: okUntil),
    ])
  }
}
