import FuseboxCore

extension BreakerStatus: Document {
  static var blank: Self {
    Self(
      provider: "", at: .blank, state: .open, since: .blank, window: .blank, threshold: 50)
  }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("provider", &provider)
    try fields.must("at", &at)
    try fields.must("state", &state)
    try fields.must("since", &since)
    try fields.may("probeAt", &probeAt)
    try fields.may("pausedUntil", &pausedUntil)
    try fields.may("window", &window)
    try fields.may("threshold", &threshold)
    try fields.may("attempt", &attempt)
    try fields.may("waitMilliseconds", &waitMilliseconds)
    try fields.may("probesOut", &probesOut)
    try fields.may("probeSuccesses", &probeSuccesses)
    try fields.may("probesNeeded", &probesNeeded)
    try fields.may("refused", &refused)
    try fields.may("late", &late)
    try fields.may("forced", &forced)
    try fields.may("from", &from)
    try fields.may("why", &why)
  }
}

extension JudgedWindow: Document {
  static var blank: Self { Self(kind: .polls, calls: 0, failures: 0, useless: 0, minimum: 1) }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("kind", &kind)
    try fields.may("calls", &calls)
    try fields.may("failures", &failures)
    try fields.may("useless", &useless)
    try fields.may("minimum", &minimum)
  }
}

extension Override: Document {
  static var blank: Self {
    Self(
      provider: "", kind: .forcedOpen, actor: .blank, reason: "", since: .blank, until: nil,
      revision: 0)
  }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("provider", &provider)
    try fields.must("kind", &kind)
    try fields.must("actor", &actor)
    try fields.may("reason", &reason)
    try fields.must("since", &since)
    try fields.may("until", &until)
    try fields.must("revision", &revision)
  }
}

extension RecoveredOverride: Document {
  static var blank: Self { Self(provider: "", override: nil, revision: 0) }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("provider", &provider)
    try fields.may("override", &override)
    try fields.must("revision", &revision)
  }
}

extension Actor: Document {
  static var blank: Self { Self(name: "", nameSource: "", uid: .max) }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("name", &name)
    try fields.may("nameSource", &nameSource)
    try fields.may("uid", &uid)
    try fields.may("tty", &tty)
    try fields.may("sshClient", &sshClient)
  }
}

extension AuditRecord: Document {
  static var blank: Self {
    Self(
      id: "", at: .blank, provider: "", action: .trip, actor: .blank, reason: "", from: nil,
      to: nil,
      override: nil, revision: 0)
  }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("id", &id)
    try fields.must("at", &at)
    try fields.must("provider", &provider)
    try fields.must("action", &action)
    try fields.must("actor", &actor)
    try fields.may("reason", &reason)
    try fields.may("from", &from)
    try fields.may("to", &to)
    try fields.may("override", &override)
    try fields.must("revision", &revision)
    try fields.may("audited", &audited)
  }
}

extension Command: Document {
  static var blank: Self { Self(kind: .refresh, provider: "", actor: .blank) }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("kind", &kind)
    try fields.must("provider", &provider)
    try fields.must("actor", &actor)
    try fields.may("reason", &reason)
    try fields.may("seconds", &seconds)
    try fields.may("expectedRevision", &expectedRevision)
  }
}
