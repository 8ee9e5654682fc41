import FuseboxCore
import FuseboxProviders

/// Everything an agent needs to know before it starts.
package struct AgentSettings: Sendable {
  package var profile: String
  package var version: String
  package var pid: Int32
  /// Said in the header when polls are not at their defaults.
  package var note: String
  /// Every provider that a person may name, watched or not.
  package var catalogue: Catalogue
  /// Those that are watched, in catalogue order.
  package var providers: [WatchedProvider]
  /// Start of all chance: jitter of polls and waits.
  package var seed: UInt64
  /// After a failed probe the next one comes so soon. A command that prints one board and leaves
  /// has no time for the default.
  package var confirmationGap = PollSchedule.confirmationGap

  package init(
    profile: String, version: String, pid: Int32, note: String = "",
    catalogue: Catalogue = .builtIn, providers: [WatchedProvider], seed: UInt64
  ) {
    self.profile = profile
    self.version = version
    self.pid = pid
    self.note = note
    self.catalogue = catalogue
    self.providers = providers
    self.seed = seed
  }
}

/// What the agent reaches the world through.
package struct AgentPorts: Sendable {
  package var transport: any Transport
  package var keyValue: any KeyValueLink
  package var events: any EventLog
  package var audits: any AuditStore
  package var history: any History
  /// The agent's own thread, and its time.
  package var loop: any Loop
  /// Called once a second, for who owns a file or a socket and looks after it; returns at once.
  package var upkeep: @Sendable () -> Void

  package init(
    transport: any Transport, keyValue: any KeyValueLink, events: any EventLog,
    audits: any AuditStore, history: any History, loop: any Loop,
    upkeep: @escaping @Sendable () -> Void = {}
  ) {
    self.transport = transport
    self.keyValue = keyValue
    self.events = events
    self.audits = audits
    self.history = history
    self.loop = loop
    self.upkeep = upkeep
  }

  /// With one thing that stores all.
  package init(
    transport: any Transport, keyValue: any KeyValueLink, journal: some Journal,
    loop: any Loop, upkeep: @escaping @Sendable () -> Void = {}
  ) {
    self.init(
      transport: transport, keyValue: keyValue, events: journal, audits: journal,
      history: journal, loop: loop, upkeep: upkeep)
  }
}
