import FuseboxCore

extension WallTime {
  /// The time of a document that was not read yet.
  static let blank = Self(milliseconds: 0)
}

extension CallReading: Document {
  static var blank: Self {
    Self(
      provider: "", signal: .probe, operation: "", source: .poll, at: .blank, outcome: .wiring,
      reason: "", timings: Timings(), reach: .blank)
  }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("provider", &provider)
    try fields.must("signal", &signal)
    try fields.may("operation", &operation)
    try fields.may("source", &source)
    try fields.must("at", &at)
    try fields.must("outcome", &outcome)
    try fields.may("reason", &reason)
    try fields.may("status", &status)
    try fields.may("timings", &timings)
    try fields.may("reach", &reach)
    try fields.may("waitUntil", &waitUntil)
    try fields.may("notes", &notes)
    try fields.may("isPart", &isPart)
  }
}

/// `{"label":"throttled","until":"…"}`; the time only where one was stated.
extension Outcome: Field {
  func write(to text: inout FieldWriter) throws(FieldTrouble) {
    text.open("{")
    try text.write("label", label)
    if case .throttled(let until) = self { try text.write("until", until) }
    text.close("}")
  }

  init(_ json: JSONTree) throws(FieldTrouble) {
    guard case .object(let members) = json else { throw .otherType }
    var fields = FieldReader(members)
    var (label, until) = ("", WallTime?.none)
    try fields.must("label", &label)
    try fields.may("until", &until)
    guard let outcome = Outcome(label: label, until: until) else {
      throw .badValue.inside("label")
    }
    self = outcome
  }
}

extension Timings: Document {
  static var blank: Self { Self() }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.may("lookup", &lookup)
    try fields.may("connect", &connect)
    try fields.may("tls", &tls)
    try fields.may("firstByte", &firstByte)
    try fields.may("total", &total)
  }
}

extension Reach: Document {
  static var blank: Self { Self(host: "", isPublic: false, connected: false) }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.may("host", &host)
    try fields.may("isPublic", &isPublic)
    try fields.may("connected", &connected)
  }
}

extension TrafficReading: Document {
  static var blank: Self { Self(provider: "", at: .blank, client: "") }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("provider", &provider)
    try fields.must("at", &at)
    try fields.may("client", &client)
    try fields.may("admitted", &admitted)
    try fields.may("refused", &refused)
    try fields.may("completed", &completed)
    try fields.may("failed", &failed)
    try fields.may("useless", &useless)
    try fields.may("slowest", &slowest)
  }
}
