import FuseboxCore
import FuseboxProviders

/// The agent: recovers what was stored, polls, guards, judges, and publishes. The same code with
/// a screen in front of it or headless. An actor on the loop, and the one owner of what it decides
/// by: no lock, and a poll crosses no thread.
package actor Agent {
  let hub: EventHub
  let breakers: Breakers
  var permits = PermitBook()
  let runner: PollRunner
  nonisolated let bank: BreakerBank
  nonisolated let ports: AgentPorts
  private nonisolated let followerCount: FollowerCount
  let names: [ProviderID]
  let catalogue: Catalogue
  var schedule: Schedule
  /// The board as it was judged last, for a screen that shows that very board.
  private var judged: Judged?
  /// Polls in flight, by their slot.
  private var polls: [Int: Task<Void, Never>] = [:]
  private var isRunning = false
  /// Wakes us for the next poll.
  private var alarm: LoopTimer?
  /// Wakes us for the next second.
  private var second: LoopTimer?
  /// nil while one is being written.
  private var nextCheckpoint: MonotonicTime?

  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    // The executor lives as long as its actor: `ports` holds it.
    unsafe ports.loop.executor.asUnownedSerialExecutor()
  }

  /// The rows of the board with this number and time.
  private struct Judged {
    let seq: Int64
    let at: WallTime
    let rows: [Assessment]
  }

  private static let checkpointInterval = Duration.seconds(60)

  /// Recovers the stored state, puts overrides in force and announces itself. Nothing is polled
  /// before `run`.
  /// - Parameters:
  ///   - boot: unique for this start.
  ///   - isOffline: for one command while no agent runs: its start is no event of the history.
  package init(
    settings: AgentSettings, ports: AgentPorts, boot: String, isOffline: Bool = false
  ) async {
    let recovered = await ports.history.recover().counting(settings.providers.map(\.id))
    let now = ports.loop.now
    let hub = EventHub(board: recovered.board, seq: recovered.seq, boot: boot, log: ports.events)
    bank = BreakerBank(
      settings.providers.filter(\.isProbed).map { ($0.id, $0.policy) }, seed: settings.seed,
      at: now.monotonic)
    breakers = Breakers(bank, settings: settings, boot: boot, hub: hub)
    let watched = Dictionary(
      settings.providers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    runner = PollRunner(watched: watched, breakers: breakers, hub: hub, ports: ports)
    followerCount = hub.followers
    self.hub = hub
    self.ports = ports
    schedule = Schedule(settings: settings, at: now.monotonic)
    names = settings.providers.map(\.id)
    catalogue = settings.catalogue
    nextCheckpoint = now.monotonic + Self.checkpointInterval
    let facts = AgentFacts(
      boot: boot, startedAt: now.wall, profile: settings.profile, version: settings.version,
      pid: settings.pid, note: settings.note, providers: settings.providers.map(\.facts))
    begin(facts, recovered, isOffline: isOffline, at: now)
  }

  private func begin(_ facts: AgentFacts, _ recovered: Recovered, isOffline: Bool, at now: Instant)
  {
    breakers.ended = { [weak self] record in
      guard let self else { return }
      Task(executorPreference: self.ports.loop.executor) { await self.write(record) }
    }
    hub.publish(.started(facts), at: now.wall, isStored: !isOffline)
    for health in recovered.health { hub.publish(.store(health), at: now.wall) }
    breakers.restore(recovered, at: now)
  }

  package nonisolated var now: Instant { ports.loop.now }

  // MARK: readers

  /// The newest board.
  package var board: Board { hub.board }

  /// The newest board now and after every event; ends with the agent's work.
  package func boards() -> AsyncStream<Board> { hub.boards() }

  /// See `EventHub.events`.
  package func events(after seq: Int64) -> AsyncStream<Envelope>? { hub.events(after: seq) }

  /// How many follow the events, as of the last one; any thread may ask.
  package nonisolated var followers: Int { followerCount.value }

  /// Puts on the board how a file or a socket of the agent does.
  package func tell(_ health: StoreHealth) { hub.publish(.store(health), at: now.wall) }

  /// Ends every stream of boards and events; nothing is published any more.
  package func close() { hub.close() }

  // MARK: work

  /// Runs until the task is cancelled; then stores the board and closes the history.
  package func run() async {
    isRunning = true
    // Whole seconds, as the due times of polls are: both come in one turn.
    awaitSecond(at: now.monotonic.floored(to: .seconds(1)) + .seconds(1))
    startDue()
    let executor = ports.loop.executor
    await withDiscardingTaskGroup { group in
      group.addTask(executorPreference: executor) { [self] in
        for await health in ports.history.health() { await tell(health) }
      }
      group.addTask(executorPreference: executor) { [self] in
        for await id in ports.audits.auditedLate() { await markAudited(id) }
      }
      let (life, end) = AsyncStream.makeStream(of: Never.self)
      for await _ in life {}
      end.finish()
    }
    await stopPolling()
    await settle()
    hub.close()
  }

  private func stopPolling() async {
    isRunning = false
    for timer in [alarm, second] { timer?.cancel() }
    (alarm, second) = (nil, nil)
    let polls = polls.values
    for poll in polls { poll.cancel() }
    for poll in polls { await poll.value }
  }

  /// Starts what is due, and has us called for what comes next.
  func startDue() {
    guard isRunning else { return }
    for order in schedule.takeDue(at: now.monotonic) {
      polls[order.slot] = Task(executorPreference: ports.loop.executor) { [self] in
        await carryOut(order)
      }
    }
    alarm?.cancel()
    alarm = schedule.next.flatMap { next in
      ports.loop.at(next) { [self] in assumeIsolated { $0.startDue() } }
    }
  }

  private func carryOut(_ order: Schedule.Order) async {
    let result = await runner.poll(order.target, providers: order.providers)
    polls[order.slot] = nil
    schedule.finish(order.slot, result, at: now.monotonic)
    startDue()
  }

  /// How long leaving may wait for a database that somebody else holds.
  private static let patience = Duration.seconds(2)

  /// Stores the board and closes the history, in tasks that are not cancelled as this one is. A
  /// database that cannot be had in time keeps nobody from leaving: what is committed is safe in it.
  private func settle() async {
    let (ended, end) = AsyncStream.makeStream(of: Void.self)
    let board = hub.board
    let executor = ports.loop.executor
    Task.detached(executorPreference: executor) { [ports] in
      await ports.history.checkpoint(board)
      await ports.history.close()
      end.finish()
    }
    let deadline = ports.loop.now.monotonic + Self.patience
    let timer = Task.detached(executorPreference: executor) { [ports] in
      try? await ports.loop.sleep(until: deadline)
      end.finish()
    }
    await Task.detached(executorPreference: executor) { for await _ in ended {} }.value
    timer.cancel()
  }

  /// After a suspend there is nothing to catch up with: one tick, then on time again.
  private func awaitSecond(at time: MonotonicTime) {
    second = ports.loop.at(time) { [self] in
      assumeIsolated { agent in
        let now = agent.now
        agent.tick(at: now)
        let isLate = now.monotonic - time > .seconds(2)
        agent.awaitSecond(
          at: (isLate ? now.monotonic.floored(to: .seconds(1)) : time) + .seconds(1))
      }
    }
  }

  /// What the clock changes, once a second.
  private func tick(at now: Instant) {
    expire(at: now)
    judge(at: now.wall)
    schedule.bringForward { breakers.wantedProbe($0, at: now) }
    startDue()
    hub.publish(.heartbeat, at: now.wall)
    ports.upkeep()
    keepCheckpoint(at: now.monotonic)
  }

  /// Judges the board, and publishes what that changes.
  func judge(at now: WallTime) {
    let board = hub.board
    let rows = Judge.assess(board, at: now)
    judged = Judged(seq: board.seq, at: now, rows: rows)
    for event in Judgement.news(rows, of: board, at: now) { hub.publish(event, at: now) }
  }

  /// The rows of a board as they were judged at its own time, worst first; nil when that board was
  /// not judged.
  package func rows(of board: Board) -> [Assessment]? {
    guard let judged, (judged.seq, judged.at) == (board.seq, board.at) else { return nil }
    return judged.rows
  }

  /// Stores the board once a minute, one at a time and apart from the tick: a locked database
  /// holds nothing up.
  private func keepCheckpoint(at now: MonotonicTime) {
    guard let due = nextCheckpoint, now >= due else { return }
    nextCheckpoint = nil
    Task(executorPreference: ports.loop.executor) { await self.checkpoint(at: now) }
  }

  private func checkpoint(at now: MonotonicTime) async {
    await ports.history.checkpoint(hub.board)
    nextCheckpoint = now + Self.checkpointInterval
  }
}
