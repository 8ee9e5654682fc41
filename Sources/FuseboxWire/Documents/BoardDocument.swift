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
    try fields.may("page", &page.latest)
    try fields.may("pageRedSince", &page.redSince)
    try fields.may("lastReadPage", &page.lastRead)
    try fields.may("pageLostSince", &page.lostSince)
    try fields.may("calls", &calls.recent)
    try fields.may("firstFailureAt", &calls.firstFailureAt)
    try fields.may("meters", &meters.all)
    try fields.may("limiters", &meters.limiters)
    try fields.may("applications", &calls.applications)
    try fields.may("minutes", &calls.minutes)
    try fields.may("breaker", &breaker.status)
    try fields.may("openingsToday", &breaker.openingsToday)
    try fields.may("openingsDay", &breaker.openingsDay)
    try fields.may("override", &breaker.override)
    try fields.may("lastOverrideChange", &breaker.lastChange)
    try fields.may("verdict", &verdict.latest)
    try fields.may("lastOkAt", &verdict.lastOkAt)
    try fields.may("alerts", &meters.alerts)
    try fields.may("ownCallsThisHour", &calls.thisHour)
    try fields.may("ownCallsHour", &calls.hour)
    try fields.may("lastCloseAt", &breaker.lastCloseAt)
    try fields.may("daySamples", &calls.daySamples)
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
