/// What is wrong with a row, or worth knowing of it, with its figures. The words for it are made
/// where it is shown.
package enum Reason: Sendable, Equatable {
  /// So many hosts cannot be reached, and nothing else explains them all.
  case network(hosts: Int)
  /// The variable or file that is to hold a credential holds nothing.
  case credentialUnset(name: String)
  /// In the provider's words as far as it had some; may be empty.
  case credential(words: String)
  /// The answer is none of the API we expect, or of what we may ask it.
  case configuration(words: String)
  case throttled(until: WallTime)
  /// The plan is used up, in the provider's words as far as it had some.
  case quota(words: String)
  case atLimit(meter: String)
  case failing(FailedCalls, page: PageVoice)
  case missing(MissingInput)
  /// A person holds the breaker.
  case held(by: String, words: String)
  /// A half-open breaker lets a probe decide.
  case probing
  /// Clients whose counter never ends are blocked for ever.
  case stuck(clients: Int64)
  /// A usage call was refused: its meters tell nothing, and no alert of theirs can fire.
  case usageRefused(words: String)
  /// A meter was last read more than three intervals ago.
  case meterSilent(meter: String, since: WallTime)
  case pastAlert(meter: String)
  /// At its rate the limit is passed before the period ends.
  case forecastOver(meter: String, at: WallTime?)
  case slow(SlowCalls)
  /// One refusal of the credential between successes: shown, not judged.
  case refusedOnce(words: String)
  /// Calls are fine although the page is red.
  case notTouching(PageWords)
  case maintenance(until: WallTime?)
  /// Clients that our limiter holds back.
  /// - Parameter isPart: more may be.
  case limited(clients: Int64, isPart: Bool)
  /// A limiter was not read whole: why.
  case limiterPart(words: String)
  /// A reason that 0.1 stored, in its words.
  case told(String)

  /// A word from a bounded set, for storage and machine formats.
  package var label: String {
    switch self {
    case .network: "network"
    case .credentialUnset: "credential_unset"
    case .credential: "credential"
    case .configuration: "configuration"
    case .throttled: "throttled"
    case .quota: "quota"
    case .atLimit: "at_limit"
    case .failing: "failing"
    case .missing: "missing"
    case .held: "held"
    case .probing: "probing"
    case .stuck: "stuck"
    case .usageRefused: "usage_refused"
    case .meterSilent: "meter_silent"
    case .pastAlert: "past_alert"
    case .forecastOver: "forecast_over"
    case .slow: "slow"
    case .refusedOnce: "refused_once"
    case .notTouching: "not_touching"
    case .maintenance: "maintenance"
    case .limited: "limited"
    case .limiterPart: "limiter_part"
    case .told: "told"
    }
  }
}

/// Failing calls, as they are counted and as the last of them failed.
package struct FailedCalls: Sendable, Equatable {
  /// Of the judged window; both zero without one.
  package var failures: Int64
  package var calls: Int64
  package var last: Last?

  /// How the newest failed call failed.
  package enum Last: Sendable, Equatable {
    case noAnswer(words: String)
    /// - Parameter status: 500 to 599.
    case serverError(status: Int, words: String)
    /// An answer that fails in another way says how itself: a body that is none of theirs, say.
    case other(words: String)
  }

  package init(failures: Int64, calls: Int64, last: Last?) {
    self.failures = failures
    self.calls = calls
    self.last = last
  }
}

/// What the provider's page says beside failing calls.
package enum PageVoice: Sendable, Equatable {
  /// The provider has none.
  case absent
  case fine
  case red(PageWords)
  case maintenance(until: WallTime?)
  /// Nobody can say whether they admit it.
  case unreadable
}

/// A page's state with its headline, which may be empty.
package struct PageWords: Sendable, Equatable {
  package var state: PageState
  package var headline: String

  package init(state: PageState, headline: String) {
    self.state = state
    self.headline = headline
  }
}

/// An input that a row needs and does not have.
package enum MissingInput: Sendable, Equatable {
  /// No call has ended yet.
  case noAnswerYet
  /// The provider stated a wait, with these words.
  case asksToWait(words: String, until: WallTime)
  /// One success after failures or refusals.
  case answersAgain
  /// Answers without success; the words may be empty.
  case noSuccess(words: String)
  /// The last call is older than three intervals.
  case noCall(since: WallTime, okUntil: WallTime?)
  /// A limiter tells nothing at all: why.
  case limiter(words: String)
  /// Neither page nor credential.
  case nothingToRead
  /// The page is red, and no key tells whether it touches us.
  case redWithoutKey(PageWords)
  /// The page cannot be read: why.
  case page(words: String)
  case pageNotRead
  /// The page was last read more than three intervals ago.
  case pageSilent(since: WallTime, okUntil: WallTime?)

  /// A word from a bounded set.
  package var label: String {
    switch self {
    case .noAnswerYet: "no_answer_yet"
    case .asksToWait: "asks_to_wait"
    case .answersAgain: "answers_again"
    case .noSuccess: "no_success"
    case .noCall: "no_call"
    case .limiter: "limiter"
    case .nothingToRead: "nothing_to_read"
    case .redWithoutKey: "red_without_key"
    case .page: "page"
    case .pageNotRead: "page_not_read"
    case .pageSilent: "page_silent"
    }
  }
}

/// How slow a provider's calls are.
package enum SlowCalls: Sendable, Equatable {
  /// The 95th percentile of the last ten against what is usual, microseconds.
  case unusual(p95: Int64, usual: Int64)
  /// So many of the last ten took more than half the time-out.
  case nearTimeout(calls: Int, timeoutMilliseconds: Int64)
}
