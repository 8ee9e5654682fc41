import FuseboxCore
import FuseboxProviders

/// Every slot and when it is due: a value that decides, the agent acts.
struct Schedule {
  /// A poll to be made now.
  struct Order: Sendable {
    /// For `finish`.
    let slot: Int
    let target: PollTarget
    let providers: [ProviderID]
  }

  private var slots: [PollSlot]
  private var random: SeededGenerator

  init(settings: AgentSettings, at now: MonotonicTime) {
    random = SeededGenerator(seed: settings.seed)
    slots = Self.slots(of: settings.providers, confirmationGap: settings.confirmationGap)
    for index in slots.indices {
      slots[index].due = slots[index].schedule.first(at: now, using: &random)
    }
  }

  private static func slots(of providers: [WatchedProvider], confirmationGap: Duration)
    -> [PollSlot]
  {
    var slots: [PollSlot] = []
    func add(
      _ target: PollTarget, _ ids: [ProviderID], _ seconds: Int64, minimum: Duration = .zero,
      confirms: Bool = false
    ) {
      let interval = Duration.seconds(seconds)
      let schedule = PollSchedule(interval: interval, confirms: confirms, gap: confirmationGap)
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

  /// When the next poll is due; nil while all that there are run.
  var next: MonotonicTime? { slots.lazy.filter { !$0.isRunning }.map(\.due).min() }

  /// Takes what is due; it runs until `finish`.
  mutating func takeDue(at now: MonotonicTime) -> [Order] {
    var orders: [Order] = []
    for index in slots.indices where !slots[index].isRunning && slots[index].due <= now {
      slots[index].isRunning = true
      slots[index].lastStart = now
      orders.append(
        Order(slot: index, target: slots[index].target, providers: slots[index].providers))
    }
    return orders
  }

  /// A poll has ended.
  mutating func finish(_ slot: Int, _ result: PollResult, at now: MonotonicTime) {
    slots[slot].isRunning = false
    slots[slot].heldUntil = result.notBefore.map { PollSchedule.honoured($0, since: now) }
    slots[slot].due = slots[slot].schedule.next(
      after: result.start, now: now, failed: result.failed, notBefore: result.notBefore,
      probeAt: result.probeAt, using: &random)
    if slots[slot].isAskedAgain { slots[slot].due = now }
    slots[slot].isAskedAgain = false
  }

  /// Probes this provider now, or right after the call in flight.
  mutating func probe(_ provider: ProviderID, at now: MonotonicTime) {
    for index in slots.indices where slots[index].target == .probe(provider) {
      slots[index].isAskedAgain = slots[index].isRunning
      slots[index].due = now
    }
  }

  /// Polls these providers (all when empty) now, where their spacing and a wait that they stated
  /// allow it.
  /// - Returns: when the first of them may be asked again, if none may be now.
  mutating func refresh(_ providers: Set<ProviderID>, at now: MonotonicTime) -> MonotonicTime? {
    var soonest: MonotonicTime?
    for index in slots.indices {
      let slot = slots[index]
      guard providers.isEmpty || !providers.isDisjoint(with: slot.providers) else { continue }
      soonest = min(soonest ?? slot.earliestRefresh, slot.earliestRefresh)
      guard slot.earliestRefresh <= now, !slot.isRunning else { continue }
      slots[index].due = now
    }
    return soonest.flatMap { $0 > now ? $0 : nil }
  }

  /// However long a key is held, nobody is asked more often than that, or than its interval.
  private static let refreshSpacing = Duration.seconds(5)

  /// Brings probes forward to the time at which their breaker wants one.
  mutating func bringForward(to wanted: (ProviderID) -> MonotonicTime?) {
    for index in slots.indices where !slots[index].isRunning {
      guard case .probe(let id) = slots[index].target, let time = wanted(id) else { continue }
      slots[index].due = min(slots[index].due, time)
    }
  }
}
