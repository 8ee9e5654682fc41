import FuseboxCore
import FuseboxProviders

/// Runs every slot on its schedule. The state changes in synchronous methods; one loop sleeps
/// until the earliest due time or a wake-up, and starts what is due.
package final class Poller: Sendable {
  private struct State: ~Copyable {
    var slots: [PollSlot]
    var random: SeededGenerator
  }

  private let state: Guarded<State>
  private let runner: PollRunner
  private let sleeper: any Sleeper
  private let wake: AsyncStream<Void>
  private let bell: AsyncStream<Void>.Continuation

  init(settings: AgentSettings, runner: PollRunner, sleeper: any Sleeper) {
    let now = sleeper.now.monotonic
    var random = SeededGenerator(seed: settings.seed)
    var slots = Self.slots(of: settings.providers)
    for index in slots.indices {
      slots[index].due = slots[index].schedule.first(at: now, using: &random)
    }
    state = Guarded(State(slots: slots, random: random))
    self.runner = runner
    self.sleeper = sleeper
    (wake, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  private static func slots(of providers: [WatchedProvider]) -> [PollSlot] {
    var slots: [PollSlot] = []
    func add(
      _ target: PollTarget, _ ids: [ProviderID], _ seconds: Int64, minimum: Duration = .zero,
      confirms: Bool = false
    ) {
      let interval = Duration.seconds(seconds)
      let schedule = PollSchedule(interval: interval, confirms: confirms)
      slots.append(
        PollSlot(
          target: target, providers: ids, schedule: schedule, due: .zero,
          spacing: min(interval, max(Self.refreshSpacing, minimum))))
    }
    var pages: [String: [WatchedProvider]] = [:]
    for watched in providers where watched.facts.hasPage {
      guard let feed = watched.provider.page else { continue }
      pages[watched.pageAddress ?? feed.url, default: []].append(watched)
    }
    for (address, sharers) in pages.sorted(by: { $0.key < $1.key }) {
      let seconds = sharers.map(\.facts.statusInterval).min() ?? 60
      add(.page(address: address), sharers.map(\.id), seconds)
    }
    for watched in providers where watched.isProbed {
      add(
        .probe(watched.id), [watched.id], watched.facts.probeInterval,
        minimum: watched.provider.minimumProbeInterval, confirms: true)
      if !watched.provider.usage.isEmpty {
        add(
          .usage(watched.id), [watched.id], watched.facts.usageInterval,
          minimum: watched.provider.minimumUsageInterval)
      }
    }
    return slots
  }

  /// Probes this provider now, or right after the call in flight.
  func probe(_ provider: ProviderID) {
    let now = sleeper.now.monotonic
    state.withLock { state in
      for index in state.slots.indices where state.slots[index].target == .probe(provider) {
        state.slots[index].isAskedAgain = state.slots[index].isRunning
        state.slots[index].due = now
      }
    }
    bell.yield()
  }

  /// Polls these providers (all when empty) now, where their spacing and a wait that they stated
  /// allow it.
  /// - Returns: when the first of them may be asked again, if none may be now.
  func refresh(_ providers: Set<ProviderID>) -> MonotonicTime? {
    let now = sleeper.now.monotonic
    let soonest = state.withLock { state -> MonotonicTime? in
      var soonest: MonotonicTime?
      for index in state.slots.indices {
        let slot = state.slots[index]
        guard providers.isEmpty || !providers.isDisjoint(with: slot.providers) else { continue }
        soonest = min(soonest ?? slot.earliestRefresh, slot.earliestRefresh)
        guard slot.earliestRefresh <= now, !slot.isRunning else { continue }
        state.slots[index].due = now
      }
      return soonest
    }
    bell.yield()
    return soonest.flatMap { $0 > now ? $0 : nil }
  }

  /// However long a key is held, nobody is asked more often than that, or than its interval.
  private static let refreshSpacing = Duration.seconds(5)

  /// Once a second: brings probes forward to the time at which their breaker wants one, and wakes
  /// the loop for what is due within the second. A longer sleep would be a wake-up a second.
  func tick(at now: MonotonicTime, wanted: (ProviderID) -> MonotonicTime?) {
    let isSoon = state.withLock { state -> Bool in
      var isSoon = false
      for index in state.slots.indices where !state.slots[index].isRunning {
        if case .probe(let id) = state.slots[index].target, let time = wanted(id) {
          state.slots[index].due = min(state.slots[index].due, time)
        }
        isSoon = isSoon || state.slots[index].due <= now + Self.alarmReach
      }
      return isSoon
    }
    if isSoon { bell.yield() }
  }

  /// A little more than the second between two ticks, so that no slot falls between them.
  private static let alarmReach = Duration.milliseconds(1200)

  /// Runs until the task is cancelled.
  func run() async {
    await withDiscardingTaskGroup { group in
      var alarm: Task<Void, Never>?
      bell.yield()
      for await _ in wake {
        alarm?.cancel()
        let (due, next) = takeDue()
        for (index, target, ids) in due {
          group.addTask { [self] in
            let result = await runner.poll(target, providers: ids)
            finish(index, result)
            bell.yield()
          }
        }
        guard let next, next - sleeper.now.monotonic <= Self.alarmReach else { continue }
        alarm = Task { [sleeper, bell] in
          guard (try? await sleeper.sleep(until: next)) != nil else { return }
          bell.yield()
        }
      }
      alarm?.cancel()
    }
  }

  private func takeDue() -> ([(Int, PollTarget, [ProviderID])], MonotonicTime?) {
    let now = sleeper.now.monotonic
    return state.withLock { state in
      var due: [(Int, PollTarget, [ProviderID])] = []
      var next: MonotonicTime?
      for index in state.slots.indices where !state.slots[index].isRunning {
        if state.slots[index].due <= now {
          state.slots[index].isRunning = true
          state.slots[index].lastStart = now
          due.append((index, state.slots[index].target, state.slots[index].providers))
        } else {
          next = min(next ?? state.slots[index].due, state.slots[index].due)
        }
      }
      return (due, next)
    }
  }

  private func finish(_ index: Int, _ result: PollResult) {
    let now = sleeper.now.monotonic
    state.withLock { state in
      var slot = state.slots[index]
      slot.isRunning = false
      slot.heldUntil = result.notBefore.map { PollSchedule.honoured($0, since: now) }
      slot.due = slot.schedule.next(
        after: result.start, now: now, failed: result.failed, notBefore: result.notBefore,
        probeAt: result.probeAt, using: &state.random)
      if slot.isAskedAgain { slot.due = now }
      slot.isAskedAgain = false
      state.slots[index] = slot
    }
  }
}
