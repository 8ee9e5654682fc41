import FuseboxCore

extension MeterReading: Document {
  static var blank: Self {
    Self(
      provider: "", meter: "", title: "", kind: .level, unit: .count, at: .blank, used: 0,
      limit: nil, alertAt: nil)
  }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("provider", &provider)
    try fields.must("meter", &meter)
    try fields.may("title", &title)
    try fields.must("kind", &kind)
    try fields.must("unit", &unit)
    try fields.must("at", &at)
    try fields.must("used", &used)
    try fields.may("limit", &limit)
    try fields.may("alertAt", &alertAt)
    try fields.may("tier", &tier)
    try fields.may("periodStart", &periodStart)
    try fields.may("periodEnd", &periodEnd)
    try fields.may("zone", &zone)
    try fields.may("source", &source)
  }
}

extension MeterState: Document {
  static var blank: Self { Self(latest: .blank) }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("latest", &latest)
    try fields.may("points", &points)
  }
}

extension MeterState.Point: Document {
  static var blank: Self { Self(at: .blank, used: 0) }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("at", &at)
    try fields.must("used", &used)
  }
}

extension MeterAlert: Document {
  static var blank: Self {
    Self(
      provider: "", meter: "", title: "", at: .blank, level: .atLimit, used: 0, limit: nil,
      unit: .count)
  }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("provider", &provider)
    try fields.must("meter", &meter)
    try fields.may("title", &title)
    try fields.must("at", &at)
    try fields.must("level", &level)
    try fields.may("used", &used)
    try fields.may("limit", &limit)
    try fields.may("unit", &unit)
    // The figures in the words of 0.1.
    try fields.may("words", &told)
  }
}

/// `0` below, `1` past the alert, `2` at the limit.
extension MeterAlert.Level: Field {
  func write(to text: inout FieldWriter) { rawValue.write(to: &text) }

  init(_ json: JSONTree) throws(FieldTrouble) {
    guard let level = Self(rawValue: try Int(json)) else { throw .badValue }
    self = level
  }
}

extension LimiterReading: Document {
  static var blank: Self {
    Self(
      provider: "", at: .blank, prefix: "", max: 0, windowSeconds: 0, clients: 0, limited: [],
      limitedCount: 0, complete: false)
  }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("provider", &provider)
    try fields.must("at", &at)
    try fields.must("prefix", &prefix)
    try fields.must("max", &max)
    try fields.must("windowSeconds", &windowSeconds)
    try fields.must("clients", &clients)
    try fields.may("limited", &limited)
    try fields.must("limitedCount", &limitedCount)
    try fields.may("complete", &complete)
    try fields.may("trouble", &trouble)
    try fields.may("stuckCount", &stuckCount)
  }
}

extension LimiterReading.LimitedClient: Document {
  static var blank: Self { Self(maskedKey: "", hits: 0, resetsInSeconds: 0) }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("maskedKey", &maskedKey)
    try fields.may("hits", &hits)
    try fields.may("resetsInSeconds", &resetsInSeconds)
    try fields.may("isStuck", &isStuck)
  }
}
