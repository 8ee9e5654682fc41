/// What the calls say, ours and those that applications report (design §5, "failing", "fine").
struct CallHealth: Equatable {
  enum State: Equatable {
    /// The breaker is open by itself, the last two probes failed, or the rate is at its threshold.
    case failing
    /// Two answers in a row, nothing above.
    case fine
    /// No recent call to judge by.
    case unknown
  }

  var state: State
  /// The newest call of ours, whatever came of it.
  var last: CallReading?
  /// `last` is younger than three of its intervals.
  var isFresh: Bool

  init(_ provider: ProviderState, at now: WallTime) {
    let probes = provider.calls.filter { $0.signal == .probe }
    last = probes.first
    let horizon = Duration.seconds(provider.facts.probeInterval * 3)
    let isHeld = provider.override != nil
    isFresh = last.map { now - $0.at <= horizon } ?? false
    let isOpen = !isHeld && (provider.breaker?.state ?? .closed) != .closed
    let isOverThreshold =
      provider.breaker.map { ($0.window.failurePercent ?? -1) >= $0.threshold } ?? false
    if isOpen || (isOverThreshold && !isHeld) {
      state = .failing
    } else if let pair = Self.lastRun(probes, after: provider.lastCloseAt) {
      state = pair ? .failing : .fine
      // A held provider keeps the verdict of its last probe: nothing newer can come.
      if !isFresh, !isHeld { state = .unknown }
    } else if let last, isFresh || isHeld {
      // One call alone: one failure changes FAIL, not the verdict.
      state = last.outcome.isFailure ? .unknown : .fine
    } else {
      state = .unknown
    }
  }

  /// Whether the newest two probes with the same answer failed; nil when no two in a row agree.
  /// Two failures or two answers in a row decide; a single odd one does not.
  private static func lastRun(_ probes: [CallReading], after close: WallTime?) -> Bool? {
    let judged = probes.filter { probe in
      guard probe.outcome.isFailure, let close else { return true }
      return probe.at > close
    }
    for (newer, older) in zip(judged, judged.dropFirst())
    where newer.outcome.isFailure == older.outcome.isFailure {
      return newer.outcome.isFailure
    }
    return nil
  }
}
