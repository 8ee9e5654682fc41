import FuseboxCore

extension PageReading: Document {
  static var blank: Self { Self(provider: "", at: .blank, state: .unknown, reach: .blank) }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("provider", &provider)
    try fields.must("at", &at)
    try fields.must("state", &state)
    try fields.may("trouble", &trouble)
    try fields.may("headline", &headline)
    try fields.may("components", &components)
    try fields.may("incidents", &incidents)
    try fields.may("maintenanceUntil", &maintenanceUntil)
    try fields.may("reach", &reach)
    try fields.may("timings", &timings)
    try fields.may("unchanged", &unchanged)
  }
}

extension PageReading.Component: Document {
  static var blank: Self { Self(name: "", state: .unknown, inScope: false) }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("name", &name)
    try fields.may("state", &state)
    try fields.may("inScope", &inScope)
    try fields.may("updatedAt", &updatedAt)
  }
}

extension PageReading.Incident: Document {
  static var blank: Self { Self(name: "", state: .unknown, stage: "", inScope: false) }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("name", &name)
    try fields.may("state", &state)
    try fields.may("stage", &stage)
    try fields.may("inScope", &inScope)
    try fields.may("startedAt", &startedAt)
    try fields.may("updatedAt", &updatedAt)
    try fields.may("latest", &latest)
  }
}

extension VerdictChange: Document {
  static var blank: Self { Self(provider: "", since: .blank, verdict: .blank) }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("provider", &provider)
    try fields.must("since", &since)
    try fields.must("verdict", &verdict)
  }
}

extension Verdict: Document {
  static var blank: Self { Self(blame: .unknown, cause: .noAnswer) }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("blame", &blame)
    try fields.must("cause", &cause)
    try fields.may("reason", &reason)
  }
}
