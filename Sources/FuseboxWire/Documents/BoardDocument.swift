import FuseboxCore

extension Board: Document {
  static var blank: Self { Self() }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("seq", &seq)
    try fields.must("at", &at)
    try fields.may("agent", &agent)
    try fields.must("providers", &providers)
    try fields.may("changes", &changes)
    try fields.may("stores", &stores)
  }
}

extension ProviderState: Document {
  static var blank: Self { Self(facts: .blank) }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("facts", &facts)
    try fields.may("page", &page)
    try fields.may("pageRedSince", &pageRedSince)
    try fields.may("lastReadPage", &lastReadPage)
    try fields.may("pageLostSince", &pageLostSince)
    try fields.may("calls", &calls)
    try fields.may("firstFailureAt", &firstFailureAt)
    try fields.may("meters", &meters)
    try fields.may("limiters", &limiters)
    try fields.may("applications", &applications)
    try fields.may("minutes", &minutes)
    try fields.may("breaker", &breaker)
    try fields.may("openingsToday", &openingsToday)
    try fields.may("openingsDay", &openingsDay)
    try fields.may("override", &override)
    try fields.may("lastOverrideChange", &lastOverrideChange)
    try fields.may("verdict", &verdict)
    try fields.may("lastOkAt", &lastOkAt)
    try fields.may("alerts", &alerts)
    try fields.may("ownCallsThisHour", &ownCallsThisHour)
    try fields.may("ownCallsHour", &ownCallsHour)
    try fields.may("lastCloseAt", &lastCloseAt)
    try fields.may("daySamples", &daySamples)
  }
}

extension LatencySample: Document {
  static var blank: Self { Self(at: .blank, microseconds: 0) }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("at", &at)
    try fields.must("microseconds", &microseconds)
  }
}

extension ApplicationState: Document {
  static var blank: Self { Self(client: "", lastAskedAt: .blank) }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("client", &client)
    try fields.must("lastAskedAt", &lastAskedAt)
    try fields.may("admitted", &admitted)
    try fields.may("refused", &refused)
  }
}

extension MinuteSummary: Document {
  static var blank: Self { Self(minute: .blank) }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("minute", &minute)
    try fields.may("calls", &calls)
    try fields.may("failures", &failures)
    try fields.may("slowest", &slowest)
  }
}

extension Change: Document {
  static var blank: Self {
    Self(seq: 0, at: .blank, provider: "", kind: .agent, what: "", why: "")
  }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.may("seq", &seq)
    try fields.must("at", &at)
    try fields.may("provider", &provider)
    try fields.must("kind", &kind)
    try fields.must("what", &what)
    try fields.may("why", &why)
  }
}
