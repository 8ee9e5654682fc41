extension Breaker {
  /// The state at this moment; never moves the machine.
  package func status(at now: MonotonicTime) -> BreakerSnapshot {
    let isHeldClosed = effective == .forcedClosed
    let frozen = isHeldClosed ? nil : evidence
    var snapshot = BreakerSnapshot(
      state: state, since: since, forced: forced, effective: effective, probeAt: nil,
      isProbeDue: false, pausedUntil: nil, observedFrom: nil,
      window: frozen ?? windows.shown(at: now, by: policy).window, attempt: attempt, wait: wait,
      probesOut: 0, probeSuccesses: 0, probesNeeded: max(1, policy.closeAfter), refused: refused,
      late: late, generation: generation, wouldOpen: isHeldClosed && wouldOpen,
      wouldOpenEpisodes: wouldOpenEpisodes)
    switch phase {
    case .closed: break
    case .open(let until):
      if forced == .none {
        snapshot.probeAt = until
        snapshot.isProbeDue = now >= until
      }
    case .halfOpen(let trial):
      snapshot.probesOut = trial.out
      snapshot.probeSuccesses = trial.answered
    }
    if forced == .none, let pausedUntil, pausedUntil > now {
      snapshot.pausedUntil = pausedUntil
      snapshot.observedFrom = observedFrom
    }
    return snapshot
  }
}
