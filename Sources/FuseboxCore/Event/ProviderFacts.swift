/// What the configuration and the catalogue say of one provider shown on the board. Published at
/// the agent's start, so that a board explains itself wherever it is read.
@usableFromInline
package struct ProviderFacts: Sendable, Equatable {
  package var provider: ProviderID
  package var name: String
  package var category: String
  /// `none` (page only), `present`, or what is wrong with it.
  package var credential: CredentialState
  /// The variable or file that would hold, or should hold, the credential: `GITHUB_TOKEN`.
  package var credentialName: String
  /// Address a person opens: the status page.
  package var pageURL: String
  package var hasPage: Bool
  package var hasProbe: Bool
  /// Seconds.
  package var statusInterval: Int64
  package var probeInterval: Int64
  package var usageInterval: Int64
  /// Breaker settings, for the formula on screen.
  package var timeoutMilliseconds: Int64
  package var thresholdPercent: Double
  package var resetAfterMilliseconds: Int64
  package var minimumCalls: Int64
  package var owner: String
  package var runbook: String
  package var tier: String
  /// What the application does meanwhile.
  package var fallback: String
  /// What else stops while it is down ("limited routes now fail closed"); nil when nothing does.
  package var failureNote: String?
  package var dependsOn: [ProviderID]
  package var reviewBy: String

  package enum CredentialState: String, Sendable {
    case none, present, unset
  }

  package init(
    provider: ProviderID, name: String, category: String,
    credential: CredentialState = .none, credentialName: String = "", pageURL: String = "",
    hasPage: Bool = true, hasProbe: Bool = true, statusInterval: Int64 = 60,
    probeInterval: Int64 = 60, usageInterval: Int64 = 900, timeoutMilliseconds: Int64 = 3000,
    thresholdPercent: Double = 50, resetAfterMilliseconds: Int64 = 30_000,
    minimumCalls: Int64 = 10, owner: String = "", runbook: String = "", tier: String = "",
    fallback: String = "", failureNote: String? = nil, dependsOn: [ProviderID] = [],
    reviewBy: String = ""
  ) {
    self.provider = provider
    self.name = name
    self.category = category
    self.credential = credential
    self.credentialName = credentialName
    self.pageURL = pageURL
    self.hasPage = hasPage
    self.hasProbe = hasProbe
    self.statusInterval = statusInterval
    self.probeInterval = probeInterval
    self.usageInterval = usageInterval
    self.timeoutMilliseconds = timeoutMilliseconds
    self.thresholdPercent = thresholdPercent
    self.resetAfterMilliseconds = resetAfterMilliseconds
    self.minimumCalls = minimumCalls
    self.owner = owner
    self.runbook = runbook
    self.tier = tier
    self.fallback = fallback
    self.failureNote = failureNote
    self.dependsOn = dependsOn
    self.reviewBy = reviewBy
  }
}

/// What the agent says of itself when it starts.
package struct AgentFacts: Sendable, Equatable {
  /// New at every start of an agent.
  package var boot: String
  package var startedAt: WallTime
  package var profile: String
  package var version: String
  package var pid: Int32
  /// Said in the header when polls are not at their defaults: "polls every 2 s"; empty otherwise.
  package var note: String
  /// Providers shown, in catalogue order. Others that an old log may mention are dropped.
  package var providers: [ProviderFacts]

  package init(
    boot: String, startedAt: WallTime, profile: String, version: String, pid: Int32,
    note: String = "", providers: [ProviderFacts]
  ) {
    self.boot = boot
    self.startedAt = startedAt
    self.profile = profile
    self.version = version
    self.pid = pid
    self.note = note
    self.providers = providers
  }
}

/// How the databases are, one file each.
package struct StoreHealth: Sendable, Equatable {
  package enum Condition: String, Sendable, CaseIterable {
    case fine, full, readOnly = "read_only", corrupt, locked, newer, failed
  }

  /// `fusebox.db` or `history.db`.
  package var file: String
  package var condition: Condition
  /// A sentence for a tired person, which names the file; empty when fine.
  package var message: String
  /// Audit rows that wait to be written.
  package var unaudited: Int

  package init(file: String, condition: Condition, message: String = "", unaudited: Int = 0) {
    self.file = file
    self.condition = condition
    self.message = message
    self.unaudited = unaudited
  }
}

/// A meter that passed (or came back below) its alert or its limit.
package struct MeterAlert: Sendable, Equatable {
  package enum Level: Int, Sendable, Comparable {
    case below = 0, pastAlert, atLimit

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  package var provider: ProviderID
  package var meter: String
  package var title: String
  package var at: WallTime
  package var level: Level
  package var used: Int64
  package var limit: Int64?
  package var unit: MeterUnit
  /// How 0.1 said its figures; empty since.
  package var told: String

  package init(
    provider: ProviderID, meter: String, title: String, at: WallTime, level: Level, used: Int64,
    limit: Int64?, unit: MeterUnit, told: String = ""
  ) {
    self.provider = provider
    self.meter = meter
    self.title = title
    self.at = at
    self.level = level
    self.used = used
    self.limit = limit
    self.unit = unit
    self.told = told
  }
}
