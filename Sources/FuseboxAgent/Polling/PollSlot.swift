import FuseboxCore

/// What one slot polls. Two providers that share a page share its slot: one fetch for both.
enum PollTarget: Hashable, Sendable {
  case page(address: String)
  case probe(ProviderID)
  case usage(ProviderID)
}

/// One slot of the schedule: never two calls in flight, never waiting for another slot.
struct PollSlot {
  let target: PollTarget
  let providers: [ProviderID]
  var schedule: PollSchedule
  var due: MonotonicTime
  /// A person's wish for news is kept for so long after the start of a call.
  let spacing: Duration
  var lastStart: MonotonicTime?
  /// The provider asked us to wait until then.
  var heldUntil: MonotonicTime?
  var isRunning = false
  /// Asked for while a call was in flight: poll again right after it.
  var isAskedAgain = false

  /// From when on a person's wish for news is a call.
  var earliestRefresh: MonotonicTime {
    max(lastStart.map { $0 + spacing } ?? .zero, heldUntil ?? .zero)
  }
}

/// What one poll came to, for its slot's schedule.
struct PollResult: Sendable {
  var start: MonotonicTime
  /// nil: the breaker let no call through.
  var failed: Bool?
  var notBefore: MonotonicTime?
  var probeAt: MonotonicTime?
}
