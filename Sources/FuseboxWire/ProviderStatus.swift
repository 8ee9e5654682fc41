import FuseboxCore
import FuseboxWords

/// One row of a `StatusDocument`.
struct ProviderStatus: Encodable {
  let provider: String
  let name: String
  /// `THEM`, `US`, `ok` or `?`, and which row of the verdict table matched.
  let verdict: String
  let cause: String
  let reason: String
  let since: TimeField?
  let severity: String
  /// What `check` would exit with for this row alone.
  let exitCode: Int32
  let stale: Bool
  /// Of the oldest input the verdict rests on.
  let ageS: Int64?
  let explanation: [String]
  /// All that is wrong or worth knowing, worst first.
  let findings: [FindingFields]
  let heldBy: String?
  let breaker: BreakerFields?
  let override: OverrideFields?
  let page: PageFields?
  let lastCall: CallFields?
  let meters: [UsageRow]
  let limiters: [LimiterFields]

  init(_ state: ProviderState, _ assessment: Assessment, at now: WallTime) {
    provider = state.id.rawValue
    name = state.facts.name
    verdict = assessment.verdict.blame.rawValue
    cause = assessment.verdict.cause.rawValue
    reason = assessment.reason
    since = assessment.since.map(TimeField.init)
    severity = assessment.severity.label
    exitCode = assessment.severity.exitCode
    stale = assessment.isStale
    ageS = assessment.oldestInput.map { age($0, at: now) }
    explanation = assessment.explanation
    findings = assessment.findings.map { FindingFields($0, at: now) }
    heldBy = assessment.heldBy
    breaker = state.breaker.status.map(BreakerFields.init)
    override = state.breaker.override.map(OverrideFields.init)
    page = state.page.latest.map { PageFields($0, postedAt: state.page.postedAt, at: now) }
    lastCall = state.calls.recent.first.map { CallFields($0, at: now) }
    meters = state.meters.all.map { UsageRow(provider: state, meter: $0, at: now) }
    limiters = state.meters.limiters.map { LimiterFields($0, at: now) }
  }
}

private func age(_ time: WallTime, at now: WallTime) -> Int64 {
  max(0, (now - time).milliseconds / 1000)
}

struct FindingFields: Encodable {
  let kind: String
  let severity: String
  let words: String

  init(_ finding: Finding, at now: WallTime) {
    kind = finding.reason.label
    severity = finding.severity.label
    words = finding.reason.words(at: now)
  }
}

struct BreakerFields: Encodable {
  let state: String
  let since: TimeField
  let probeAt: TimeField?
  let pausedUntil: TimeField?
  let window: WindowFields
  let failurePercent: Double?
  let threshold: Double
  let refused: Int64

  init(_ status: BreakerStatus) {
    state = status.state.rawValue
    since = TimeField(status.since)
    probeAt = status.probeAt.map(TimeField.init)
    pausedUntil = status.pausedUntil.map(TimeField.init)
    window = WindowFields(status.window)
    failurePercent = status.window.failurePercent
    threshold = status.threshold
    refused = status.refused
  }
}

struct WindowFields: Encodable {
  let kind: String
  let calls: Int64
  let failures: Int64
  let useless: Int64
  let minimum: Int64

  init(_ window: JudgedWindow) {
    kind = window.kind.rawValue
    calls = window.calls
    failures = window.failures
    useless = window.useless
    minimum = window.minimum
  }
}

struct OverrideFields: Encodable {
  let kind: String
  let by: String
  let reason: String
  let since: TimeField
  let until: TimeField?
  let revision: Int64

  init(_ override: Override) {
    kind = override.kind.rawValue
    by = override.actor.name
    reason = override.reason
    since = TimeField(override.since)
    until = override.until.map(TimeField.init)
    revision = override.revision
  }
}

struct PageFields: Encodable {
  let state: String
  let headline: String
  let trouble: String
  /// When the page says its trouble began.
  let postedAt: TimeField?
  let readAt: TimeField
  let ageS: Int64

  init(_ reading: PageReading, postedAt: WallTime?, at now: WallTime) {
    state = reading.state.rawValue
    headline = reading.headline
    trouble = reading.trouble
    self.postedAt = postedAt.map(TimeField.init)
    readAt = TimeField(reading.at)
    ageS = age(reading.at, at: now)
  }
}

struct CallFields: Encodable {
  let signal: String
  let operation: String
  let outcome: String
  let reason: String
  let status: Int?
  let milliseconds: Int64
  let at: TimeField
  let ageS: Int64

  init(_ reading: CallReading, at now: WallTime) {
    signal = reading.signal.rawValue
    operation = reading.operation
    outcome = reading.outcome.label
    reason = reading.reason
    status = reading.status
    milliseconds = reading.timings.total / 1000
    at = TimeField(reading.at)
    ageS = age(reading.at, at: now)
  }
}

struct LimiterFields: Encodable {
  let prefix: String
  let max: Int64
  let windowS: Int64
  let clients: Int64
  let limited: Int64
  /// False: the counts are lower bounds.
  let complete: Bool
  /// Why not; empty when complete.
  let trouble: String
  /// Clients whose counter never ends.
  let blockedForEver: Int64
  let measuredAt: TimeField
  let ageS: Int64

  init(_ reading: LimiterReading, at now: WallTime) {
    prefix = reading.prefix
    max = reading.max
    windowS = reading.windowSeconds
    clients = reading.clients
    limited = reading.limitedCount
    complete = reading.complete
    trouble = reading.trouble
    blockedForEver = reading.stuckCount
    measuredAt = TimeField(reading.at)
    ageS = age(reading.at, at: now)
  }
}
