/// What the calls say, ours and those that applications report (design §5, "failing", "fine").
struct CallHealth: Equatable {
  enum State: Equatable {
    /// The breaker is open by itself, the last two probes failed, or the rate is at its threshold.
    case failing
    /// Two successes in a row, or one that is all there is; nothing above.
    case fine
    /// No recent call to judge by, or answers that are neither a success nor a failure.
    case unknown
  }

  var state: State
  /// The newest call of ours, whatever came of it.
  var last: CallReading?
  /// The one before it.
  var before: CallReading?
  /// `last` still tells how the provider is.
  var isFresh: Bool
  /// What the newest call without success met, in words; empty without one.
  var trouble: String

  init(_ provider: ProviderState, at now: WallTime) {
    let probes = provider.calls.recent.filter { $0.signal == .probe && !$0.isPart }
    last = probes.first
    before = probes.dropFirst().first
    trouble = probes.first { $0.outcome != .success }?.reason ?? ""
    let isHeld = provider.breaker.override != nil
    isFresh = last.map { provider.facts.isFresh(.probe, readAt: $0.at, at: now) } ?? false
    if !isHeld, let breaker = provider.breaker.status, Self.speaksAgainst(breaker) {
      state = .failing
    } else if isFresh || isHeld {
      // A held provider keeps the verdict of its last probe: nothing newer can come.
      state = Self.state(of: probes, after: provider.breaker.lastCloseAt)
    } else {
      state = .unknown
    }
  }

  /// The breaker opened by itself and has not closed since, or its rate is at the threshold. The
  /// end of a person's trip makes a breaker half-open too: that is no opening of its own.
  private static func speaksAgainst(_ breaker: BreakerStatus) -> Bool {
    switch breaker.state {
    case .open: true
    case .halfOpen where breaker.attempt > 0: true
    case .halfOpen, .closed: breaker.isOverThreshold
    }
  }

  /// The newest two neighbours that agree decide: both succeeded, both failed, or neither
  /// succeeded. A single odd one does not; one alone speaks for the provider, never against it.
  private static func state(of probes: [CallReading], after close: WallTime?) -> State {
    let judged = probes.filter { probe in
      guard probe.outcome.isFailure, let close else { return true }
      return probe.at > close
    }
    for (newer, older) in zip(judged, judged.dropFirst()) {
      switch (newer.outcome, older.outcome) {
      case (.success, .success): return .fine
      case (.success, _), (_, .success): continue
      case (.failure, .failure): return .failing
      default: return .unknown
      }
    }
    return judged.count == 1 && judged.first?.outcome == .success ? .fine : .unknown
  }
}

extension BreakerStatus {
  /// Enough calls are judged, and as many of them failed as open it.
  var isOverThreshold: Bool { window.failurePercent.map { $0 >= threshold } ?? false }
}
