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
    func add(_ target: PollTarget, _ ids: [ProviderID], _ seconds: Int64, confirms: Bool = false) {
      let schedule = PollSchedule(interval: .seconds(seconds), confirms: confirms)
      slots.append(PollSlot(target: target, providers: ids, schedule: schedule, due: .zero))
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
      add(.probe(watched.id), [watched.id], watched.facts.probeInterval, confirms: true)
      if !watched.provider.usage.isEmpty {
        add(.usage(watched.id), [watched.id], watched.facts.usageInterval)
      }
    }
    return slots
  }

  /// Polls these providers (all when empty) now, or right after the call in flight.
  package func poke(_ providers: Set<ProviderID>, only target: Signal? = nil) {
    let now = sleeper.now.monotonic
    state.withLock { state in
      for index in state.slots.indices {
        let slot = state.slots[index]
        guard providers.isEmpty || !providers.isDisjoint(with: slot.providers) else { continue }
        if target == .probe, case .probe = slot.target {} else if target != nil { continue }
        if slot.isRunning { state.slots[index].isAskedAgain = true }
        state.slots[index].due = now
      }
    }
    bell.yield()
  }

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
      slot.due = slot.schedule.next(
        after: result.start, now: now, failed: result.failed, notBefore: result.notBefore,
        probeAt: result.probeAt, using: &state.random)
      if slot.isAskedAgain { slot.due = now }
      slot.isAskedAgain = false
      state.slots[index] = slot
    }
  }
}
