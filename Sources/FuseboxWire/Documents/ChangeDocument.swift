import FuseboxCore

/// `{"seq":7,"at":"…","provider":"stripe","kind":"breaker",…}` with what belongs to its kind. Of
/// 0.1, whose lines were words, they are `what` and `why`.
extension Change: Field {
  func write(to text: inout FieldWriter) throws(FieldTrouble) {
    text.open("{")
    try text.write("seq", seq)
    try text.write("at", at)
    try text.write("provider", provider)
    try text.write("kind", kind)
    try write(fact, to: &text)
    text.close("}")
  }

  private func write(_ fact: Fact, to text: inout FieldWriter) throws(FieldTrouble) {
    switch fact {
    case .breaker(let from, let to, let why):
      try text.write("from", from)
      try text.write("to", to)
      try text.write("because", why)
    case .page(let news): try text.write("page", news)
    case .verdict(let verdict): try text.write("verdict", verdict)
    case .override(let news): try text.write("override", news)
    case .meter(let alert): try text.write("alert", alert)
    case .agentStarted(let pid, let profile):
      try text.write("pid", pid)
      try text.write("profile", profile)
    case .store(let health): try text.write("health", health)
    case .told(_, let what, let why):
      try text.write("what", what)
      try text.write("why", why)
    case .unread: try text.write("isUnread", true)
    }
  }

  init(_ json: JSONTree) throws(FieldTrouble) {
    guard case .object(let members) = json else { throw .otherType }
    var fields = FieldReader(members)
    var (seq, at, provider, kind) = (Int64(0), WallTime.blank, ProviderID(""), Kind.agent)
    try fields.may("seq", &seq)
    try fields.must("at", &at)
    try fields.may("provider", &provider)
    try fields.must("kind", &kind)
    self.init(seq: seq, at: at, provider: provider, fact: try Self.fact(kind, &fields))
  }

  private static func fact(
    _ kind: Kind, _ fields: inout FieldReader
  ) throws(FieldTrouble) -> Fact {
    var isUnread = false
    try fields.may("isUnread", &isUnread)
    if isUnread { return .unread(kind) }
    if fields.members["what"] != nil {
      var (what, why) = ("", "")
      try fields.must("what", &what)
      try fields.may("why", &why)
      return .told(kind, what: what, why: why)
    }
    switch kind {
    case .breaker:
      var (from, to, why) = (BreakerState.closed, BreakerState.open, TransitionReason?.none)
      try fields.must("from", &from)
      try fields.must("to", &to)
      try fields.may("because", &why)
      return .breaker(from: from, to: to, why: why)
    case .page: return .page(try fields.value("page"))
    case .verdict: return .verdict(try fields.value("verdict"))
    case .override: return .override(try fields.value("override"))
    case .meter: return .meter(try fields.value("alert"))
    case .agent:
      var (pid, profile) = (Int32(0), "")
      try fields.may("pid", &pid)
      try fields.may("profile", &profile)
      return .agentStarted(pid: pid, profile: profile)
    case .store: return .store(try fields.value("health"))
    }
  }
}

extension FieldReader {
  /// A document that must be there.
  fileprivate mutating func value<Value: Document>(
    _ name: String
  ) throws(FieldTrouble) -> Value {
    var value = Value.blank
    try must(name, &value)
    return value
  }
}

extension PageNews: Document {
  static var blank: Self { Self(state: .unknown, headline: "") }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("state", &state)
    try fields.may("headline", &headline)
    try fields.may("postedAt", &postedAt)
    try fields.may("failedAt", &failedAt)
  }
}

extension OverrideNews: Document {
  static var blank: Self { Self(action: .probe, by: "", isHeld: false, reason: "") }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("action", &action)
    try fields.may("by", &by)
    try fields.may("isHeld", &isHeld)
    try fields.may("until", &until)
    try fields.may("reason", &reason)
  }
}

/// `{"cause":"failure_rate","failed":24,"of":40,"threshold":50,"lastError":"503"}`; of 0.1 it is
/// its words.
extension TransitionReason: Field {
  func write(to text: inout FieldWriter) throws(FieldTrouble) {
    switch self {
    case .told(let words): words.write(to: &text)
    case .because(let cause, let lastError, let wait):
      var document = TransitionDocument(cause)
      (document.lastError, document.waitMilliseconds) = (lastError, wait)
      try document.write(to: &text)
    }
  }

  init(_ json: JSONTree) throws(FieldTrouble) {
    if case .string(let words) = json {
      self = .told(words)
      return
    }
    let document = try TransitionDocument(json)
    guard let cause = document.read else { throw .badValue.inside("cause") }
    self = .because(
      cause, lastError: document.lastError, waitMilliseconds: document.waitMilliseconds)
  }
}

private struct TransitionDocument: Document {
  var cause = ""
  var failed: Int64?
  var of: Int64?
  var threshold: Double?
  var exclusive: Bool?
  var count: Int?
  var lastError = ""
  var waitMilliseconds: Int64 = 0

  static var blank: Self { Self() }

  private init() {}

  init(_ cause: Transition.Cause) {
    self.cause = cause.label
    switch cause {
    case .failureRate(let failed, let calls, let threshold, let exclusive):
      (self.failed, of, self.threshold, self.exclusive) = (failed, calls, threshold, exclusive)
    case .slowRate(let slow, let calls): (failed, of) = (slow, calls)
    case .failuresInARow(let count), .probesAnswered(let count): self.count = count
    default: break
    }
  }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("cause", &cause)
    try fields.may("failed", &failed)
    try fields.may("of", &of)
    try fields.may("threshold", &threshold)
    try fields.may("exclusive", &exclusive)
    try fields.may("count", &count)
    try fields.may("lastError", &lastError)
    try fields.may("waitMilliseconds", &waitMilliseconds)
  }

  /// nil for a word that this program does not know.
  var read: Transition.Cause? {
    switch cause {
    case "failure_rate":
      .failureRate(
        failed: failed ?? 0, of: of ?? 0, threshold: threshold ?? 0, exclusive: exclusive ?? false)
    case "slow_rate": .slowRate(slow: failed ?? 0, of: of ?? 0)
    case "failures_in_a_row": .failuresInARow(count ?? 0)
    case "probes_answered": .probesAnswered(count ?? 0)
    default: Transition.Cause.plain.first { $0.label == cause }
    }
  }
}

extension Transition.Cause {
  /// Those without figures.
  fileprivate static let plain: [Self] = [
    .waitOver, .probeFailed, .probeLost, .halfOpenTooLong, .tripped, .tripEnded, .held, .holdEnded,
    .reset, .probeAsked, .released,
  ]
}
