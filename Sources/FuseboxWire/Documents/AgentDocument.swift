import FuseboxCore

extension AgentFacts: Document {
  static var blank: Self {
    Self(boot: "", startedAt: .blank, profile: "", version: "", pid: 0, providers: [])
  }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("boot", &boot)
    try fields.must("startedAt", &startedAt)
    try fields.may("profile", &profile)
    try fields.may("version", &version)
    try fields.may("pid", &pid)
    try fields.may("note", &note)
    try fields.must("providers", &providers)
  }
}

extension ProviderFacts: Document {
  static var blank: Self { Self(provider: "", name: "", category: "") }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("provider", &provider)
    try fields.may("name", &name)
    try fields.may("category", &category)
    try fields.may("credential", &credential)
    try fields.may("credentialName", &credentialName)
    try fields.may("pageURL", &pageURL)
    try fields.may("hasPage", &hasPage)
    try fields.may("hasProbe", &hasProbe)
    try fields.may("statusInterval", &statusInterval)
    try fields.may("probeInterval", &probeInterval)
    try fields.may("usageInterval", &usageInterval)
    try fields.may("timeoutMilliseconds", &timeoutMilliseconds)
    try fields.may("thresholdPercent", &thresholdPercent)
    try fields.may("resetAfterMilliseconds", &resetAfterMilliseconds)
    try fields.may("minimumCalls", &minimumCalls)
    try fields.may("owner", &owner)
    try fields.may("runbook", &runbook)
    try fields.may("tier", &tier)
    try fields.may("fallback", &fallback)
    try fields.may("failureNote", &failureNote)
    try fields.may("dependsOn", &dependsOn)
    try fields.may("reviewBy", &reviewBy)
  }
}

extension StoreHealth: Document {
  static var blank: Self { Self(file: "", condition: .failed) }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("file", &file)
    try fields.must("condition", &condition)
    try fields.may("message", &message)
    try fields.may("unaudited", &unaudited)
  }
}
