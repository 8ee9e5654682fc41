import FuseboxAgent
import FuseboxCore
import FuseboxStore
import FuseboxSystem

/// Breakers while no agent runs: a command changes the stored hold, by the same rules, through an
/// agent that never polls. It has the directory's lock, so that no agent starts meanwhile.
struct OfflineBreakers: Sendable {
  private let agent: Agent
  private let journal: SQLiteJournal
  private let events: HeldEvents
  private let lock: InstanceLock

  /// Fails with `InstanceLock.Taken` while an agent has the directory.
  static func open(_ setup: Setup, _ loop: SystemLoop) async throws -> OfflineBreakers {
    let lock = try setup.lock(loop)
    let journal = setup.journal(loop)
    let events = HeldEvents(journal)
    let ports = AgentPorts(
      transport: NoNetwork(), keyValue: NoNetwork(), events: events, audits: journal,
      history: journal, loop: loop)
    let agent = await Agent(
      settings: setup.settings, ports: ports, boot: Setup.newBoot(), isOffline: true)
    return OfflineBreakers(agent: agent, journal: journal, events: events, lock: lock)
  }

  /// Carries out one command and closes the databases.
  func perform(_ command: Command) async throws(CommandRefusal) -> StoredChange {
    let result: Result<AuditRecord?, CommandRefusal>
    do throws(CommandRefusal) {
      result = .success(try await agent.perform(command))
    } catch {
      result = .failure(error)
    }
    if case .success(let record?) = result, record.audited { events.tell() }
    await journal.close()
    var change = StoredChange(record: try result.get())
    for await health in journal.health() where health.file == StoredChange.file {
      change.condition = health.condition
    }
    // Closing tries once more: a database that was locked may have become free.
    for await id in journal.auditedLate() where id == change.record?.id {
      change.record?.audited = true
    }
    return change
  }
}

/// What a command without an agent came to.
struct StoredChange: Equatable, Sendable {
  /// nil when there was nothing to change.
  var record: AuditRecord?
  /// Of the database that holds the overrides.
  var condition = StoreHealth.Condition.fine

  /// Holds overrides and their audit.
  static let file = "fusebox.db"
}

/// Nothing is called while no agent runs.
private struct NoNetwork: Transport, KeyValueLink {
  private static let refusal = TransportFailure(
    kind: .stopped, detail: "no agent runs",
    reach: Reach(host: "", isPublic: false, connected: false))

  func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPAnswer {
    throw Self.refusal
  }

  func stream(
    _ request: HTTPRequest, chunk: @escaping @Sendable ([UInt8]) -> Void
  ) async throws(TransportFailure) -> HTTPAnswer { throw Self.refusal }

  func run(
    _ commands: [[String]], on target: RedisTarget, deadline: Duration, byteCap: Int
  ) async throws(TransportFailure) -> RedisReply { throw Self.refusal }
}
