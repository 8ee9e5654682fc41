import FuseboxCore

/// `{"kind":"failing","failures":24,"calls":40,…}`; of 0.1 it is its words.
extension Reason: Field {
  func write(to text: inout FieldWriter) throws(FieldTrouble) {
    if case .told(let words) = self { return words.write(to: &text) }
    try ReasonDocument(self).write(to: &text)
  }

  init(_ json: JSONTree) throws(FieldTrouble) {
    if case .string(let words) = json {
      self = .told(words)
      return
    }
    let document = try ReasonDocument(json)
    // What only a newer program knows is better shown by its name than not at all.
    self = document.reason ?? .told(document.words ?? document.kind)
  }
}

/// Every field that a reason may have; which ones, its kind says.
private struct ReasonDocument: Document {
  var kind = ""
  var words: String?
  var name: String?
  var count: Int64?
  var of: Int64?
  var at: WallTime?
  var until: WallTime?
  var okUntil: WallTime?
  var isPart: Bool?
  var failed: String?
  var status: Int?
  var page: String?
  var pageState: PageState?
  var headline: String?

  static var blank: Self { Self() }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("kind", &kind)
    try fields.may("words", &words)
    try fields.may("name", &name)
    try fields.may("count", &count)
    try fields.may("of", &of)
    try fields.may("at", &at)
    try fields.may("until", &until)
    try fields.may("okUntil", &okUntil)
    try fields.may("isPart", &isPart)
    try fields.may("failed", &failed)
    try fields.may("status", &status)
    try fields.may("page", &page)
    try fields.may("pageState", &pageState)
    try fields.may("headline", &headline)
  }
}

extension ReasonDocument {
  init(_ reason: Reason) {
    self.init()
    kind = reason.label
    switch reason {
    case .network(let hosts): count = Int64(hosts)
    case .credentialUnset(let name), .atLimit(let name), .pastAlert(let name): self.name = name
    case .credential(let words), .configuration(let words), .quota(let words),
      .usageRefused(let words), .refusedOnce(let words), .limiterPart(let words), .told(let words):
      self.words = words
    case .throttled(let until): self.until = until
    case .failing(let calls, let page): set(calls, page)
    case .missing(let input): set(input)
    case .held(let name, let words): (self.name, self.words) = (name, words)
    case .probing: break
    case .stuck(let clients): count = clients
    case .meterSilent(let name, let since): (self.name, at) = (name, since)
    case .forecastOver(let name, let end): (self.name, at) = (name, end)
    case .slow(.unusual(let p95, let usual)): (failed, count, of) = ("unusual", p95, usual)
    case .slow(.nearTimeout(let calls, let timeout)):
      (failed, count, of) = ("near_timeout", Int64(calls), timeout)
    case .notTouching(let page): set(page)
    case .maintenance(let until): self.until = until
    case .limited(let clients, let isPart): (count, self.isPart) = (clients, isPart)
    }
  }

  private mutating func set(_ words: PageWords) {
    (pageState, headline) = (words.state, words.headline)
  }

  private mutating func set(_ calls: FailedCalls, _ page: PageVoice) {
    (count, of) = (calls.failures, calls.calls)
    switch calls.last {
    case .noAnswer(let words): (failed, self.words) = ("no_answer", words)
    case .serverError(let status, let words):
      (failed, self.status, self.words) = ("server_error", status, words)
    case .other(let words): (failed, self.words) = ("other", words)
    case nil: break
    }
    switch page {
    case .absent: self.page = "absent"
    case .fine: self.page = "fine"
    case .red(let words):
      self.page = "red"
      set(words)
    case .maintenance(let until): (self.page, self.until) = ("maintenance", until)
    case .unreadable: self.page = "unreadable"
    }
  }

  private mutating func set(_ input: MissingInput) {
    name = input.label
    switch input {
    case .noAnswerYet, .answersAgain, .nothingToRead, .pageNotRead: break
    case .asksToWait(let words, let until): (self.words, self.until) = (words, until)
    case .noSuccess(let words), .limiter(let words), .page(let words): self.words = words
    case .noCall(let since, let okUntil), .pageSilent(let since, let okUntil):
      (at, self.okUntil) = (since, okUntil)
    case .redWithoutKey(let page): set(page)
    }
  }

  /// nil for a kind that this program does not know.
  var reason: Reason? {
    let words = words ?? ""
    let name = name ?? ""
    let time = at ?? .blank
    switch kind {
    case "network": return .network(hosts: Int(clamping: count ?? 0))
    case "credential_unset": return .credentialUnset(name: name)
    case "credential": return .credential(words: words)
    case "configuration": return .configuration(words: words)
    case "throttled": return .throttled(until: until ?? .blank)
    case "quota": return .quota(words: words)
    case "at_limit": return .atLimit(meter: name)
    case "failing": return .failing(failedCalls, page: pageVoice)
    case "missing": return missing.map { .missing($0) }
    case "held": return .held(by: name, words: words)
    case "probing": return .probing
    case "stuck": return .stuck(clients: count ?? 0)
    case "usage_refused": return .usageRefused(words: words)
    case "meter_silent": return .meterSilent(meter: name, since: time)
    case "past_alert": return .pastAlert(meter: name)
    case "forecast_over": return .forecastOver(meter: name, at: at)
    case "slow": return .slow(slow)
    case "refused_once": return .refusedOnce(words: words)
    case "not_touching": return .notTouching(pageWords)
    case "maintenance": return .maintenance(until: until)
    case "limited": return .limited(clients: count ?? 0, isPart: isPart ?? false)
    case "limiter_part": return .limiterPart(words: words)
    default: return nil
    }
  }

  private var pageWords: PageWords {
    PageWords(state: pageState ?? .unknown, headline: headline ?? "")
  }

  private var failedCalls: FailedCalls {
    let words = words ?? ""
    let last: FailedCalls.Last? =
      switch failed {
      case "no_answer": .noAnswer(words: words)
      case "server_error": .serverError(status: status ?? 500, words: words)
      case "other": .other(words: words)
      default: nil
      }
    return FailedCalls(failures: count ?? 0, calls: of ?? 0, last: last)
  }

  private var pageVoice: PageVoice {
    switch page {
    case "absent": .absent
    case "fine": .fine
    case "red": .red(pageWords)
    case "maintenance": .maintenance(until: until)
    default: .unreadable
    }
  }

  private var slow: SlowCalls {
    failed == "unusual"
      ? .unusual(p95: count ?? 0, usual: of ?? 0)
      : .nearTimeout(calls: Int(clamping: count ?? 0), timeoutMilliseconds: of ?? 0)
  }

  private var missing: MissingInput? {
    let words = words ?? ""
    switch name {
    case "no_answer_yet": return .noAnswerYet
    case "asks_to_wait": return .asksToWait(words: words, until: until ?? .blank)
    case "answers_again": return .answersAgain
    case "no_success": return .noSuccess(words: words)
    case "no_call": return .noCall(since: at ?? .blank, okUntil: okUntil)
    case "limiter": return .limiter(words: words)
    case "nothing_to_read": return .nothingToRead
    case "red_without_key": return .redWithoutKey(pageWords)
    case "page": return .page(words: words)
    case "page_not_read": return .pageNotRead
    case "page_silent": return .pageSilent(since: at ?? .blank, okUntil: okUntil)
    default: return nil
    }
  }
}
