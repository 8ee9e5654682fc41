extension Breaker {
  /// Ends what time ends: a person's decision, a probe's lease, a half-open time that is too long.
  /// `admit` and `complete` do it too; without calls a person sees it only through this.
  package mutating func tick(
    at now: MonotonicTime, using random: inout some RandomNumberGenerator
  ) -> Transition? {
    switch forced {
    case .open(let until?) where now >= until:
      return change(.tripEnded) {
        $0.forced = .none
        $0.enter(.halfOpen(Trial()), at: now)
      }
    case .closed(let until) where now >= until:
      return change(.holdEnded) {
        $0.forced = .none
        $0.close(at: now)
      }
    case .open, .closed: return nil
    case .none: break
    }
    guard case .halfOpen(var trial) = phase, !isStopped else { return nil }
    let isTooLong = isTooLong(trial, at: now)
    let lost = trial.freeEnded(at: now)
    if lost > 0 {
      if policy.onLateProbe == .countsAsFailure { trial.failed += lost }
      phase = .halfOpen(trial)
    }
    if trial.failed > policy.sparedProbes {
      return open(.probeLost, at: now, stated: nil, using: &random)
    }
    return isTooLong ? open(.halfOpenTooLong, at: now, stated: nil, using: &random) : nil
  }

  private func isTooLong(_ trial: Trial, at now: MonotonicTime) -> Bool {
    guard let longest = policy.maxHalfOpen, let began = trial.began else { return false }
    return now - began >= longest
  }
}
