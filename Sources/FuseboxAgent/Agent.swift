import FuseboxCore
import FuseboxProviders

/// The agent: recovers what was stored, polls, guards, judges, and publishes. The same code with
/// a screen in front of it or headless.
package final class Agent: Sendable {
  package let hub: EventHub
  package let permits: PermitBook
  package let breakers: Breakers
  private let poller: Poller
  private let judgement = Judgement()
  private let ports: AgentPorts
  private let names: [ProviderID]
  /// nil while one is being written.
  private let nextCheckpoint: Guarded<MonotonicTime?>

  private static let checkpointInterval = Duration.seconds(60)

  /// Recovers the stored state, puts overrides in force and announces itself. Nothing is polled
  /// before `run`.
  /// - Parameters:
  ///   - boot: unique for this start.
  ///   - isOffline: for one command while no agent runs: its start is no event of the history.
  package init(
    settings: AgentSettings, ports: AgentPorts, boot: String, isOffline: Bool = false
  ) async {
    let recovered = await ports.journal.recover().counting(settings.providers.map(\.id))
    let now = ports.sleeper.now
    hub = EventHub(
      board: recovered.board, seq: recovered.seq, boot: boot, journal: ports.journal)
    breakers = Breakers(
      settings: settings, boot: boot, hub: hub, journal: ports.journal, at: now)
    permits = PermitBook(breakers: breakers, hub: hub)
    let watched = Dictionary(
      settings.providers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let runner = PollRunner(watched: watched, breakers: breakers, hub: hub, ports: ports)
    poller = Poller(settings: settings, runner: runner, sleeper: ports.sleeper)
    self.ports = ports
    names = settings.providers.map(\.id)
    nextCheckpoint = Guarded(now.monotonic + Self.checkpointInterval)
    let facts = AgentFacts(
      boot: boot, startedAt: now.wall, profile: settings.profile, version: settings.version,
      pid: settings.pid, note: settings.note, providers: settings.providers.map(\.facts))
    hub.publish(.started(facts), at: now.wall, isStored: !isOffline)
    for health in recovered.health { hub.publish(.store(health), at: now.wall) }
    breakers.restore(recovered, at: now)
  }

  /// Runs until the task is cancelled; then stores the board and closes the journal.
  package func run() async {
    await withTaskGroup { group in
      group.addTask { [self] in await poller.run() }
      group.addTask { [self] in await ports.sleeper.everySecond { [self] in tick(at: $0) } }
      group.addTask { [self] in
        for await health in ports.journal.health() {
          hub.publish(.store(health), at: ports.sleeper.now.wall)
        }
      }
      group.addTask { [self] in
        for await id in ports.journal.auditedLate() { markAudited(id) }
      }
      await group.waitForAll()
    }
    await settle()
    hub.close()
  }

  /// How long leaving may wait for a database that somebody else holds.
  private static let patience = Duration.seconds(2)

  /// Stores the board and closes the journal, away from this cancelled task. A database that
  /// cannot be had in time keeps nobody from leaving: what is committed is safe in it.
  private func settle() async {
    let (ended, end) = AsyncStream.makeStream(of: Void.self)
    let board = hub.board
    Task.detached { [ports] in
      await ports.journal.checkpoint(board)
      await ports.journal.close()
      end.finish()
    }
    let deadline = ports.sleeper.now.monotonic + Self.patience
    let timer = Task.detached { [ports] in
      try? await ports.sleeper.sleep(until: deadline)
      end.finish()
    }
    await Task.detached { for await _ in ended {} }.value
    timer.cancel()
  }

  /// Carries out a person's command.
  package func perform(_ command: Command) async throws(CommandRefusal) -> AuditRecord? {
    let now = ports.sleeper.now
    if command.kind == .refresh {
      let names: Set<ProviderID> = command.provider.rawValue.isEmpty ? [] : [command.provider]
      if let next = poller.refresh(names) { throw .tooSoon(until: now.wallTime(of: next)) }
      return nil
    }
    guard names.contains(command.provider) else {
      throw .unknownProvider(
        command.provider.rawValue, near: Registry.near(command.provider.rawValue).map(\.rawValue))
    }
    let record = try breakers.perform(command, at: now)
    if command.kind != .trip { poller.probe(command.provider) }
    guard let record else { return nil }
    return await breakers.write(record)
  }

  /// Stored changes, newest first.
  package func changes(
    provider: ProviderID?, since: WallTime?, limit: Int
  ) async throws(CommandRefusal) -> [FuseboxCore.Change] {
    try await ports.journal.changes(provider: provider, since: since, limit: limit)
  }

  /// Audit rows, newest first.
  package func audit(
    provider: ProviderID?, limit: Int
  ) async throws(CommandRefusal) -> [AuditRecord] {
    try await ports.journal.audit(provider: provider, limit: limit)
  }

  package var now: Instant { ports.sleeper.now }

  /// What the clock changes, once a second.
  private func tick(at now: Instant) {
    permits.tick(at: now)
    breakers.tick(at: now)
    for event in judgement.news(of: hub.board, at: now.wall) { hub.publish(event, at: now.wall) }
    poller.tick(at: now.monotonic) { breakers.wantedProbe($0, at: now) }
    hub.publish(.heartbeat, at: now.wall)
    keepCheckpoint(at: now.monotonic)
  }

  /// Stores the board once a minute, one at a time and apart from the tick: a locked database
  /// holds nothing up.
  private func keepCheckpoint(at now: MonotonicTime) {
    let isDue = nextCheckpoint.withLock { next -> Bool in
      guard let due = next, now >= due else { return false }
      next = nil
      return true
    }
    guard isDue else { return }
    Task { [self] in
      await ports.journal.checkpoint(hub.board)
      nextCheckpoint.withLock { $0 = now + Self.checkpointInterval }
    }
  }

  private func markAudited(_ id: String) {
    guard
      var record = hub.board.providers.compactMap(\.lastOverrideChange).first(where: { $0.id == id }
      )
    else { return }
    record.audited = true
    hub.publish(.override(record), at: record.at)
  }
}
