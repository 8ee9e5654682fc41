extension Breaker {
  /// Takes up a stored state at the start. Windows are not restored; what was open waits for the
  /// rest of its wait, within 0 and that wait; what was half-open probes with the next call.
  /// Decisions of people are restored by `trip` and `hold` with what is left of their time.
  package mutating func restore(
    _ stored: BreakerState, attempt: Int, wait: Duration, remaining: Duration,
    at now: MonotonicTime
  ) {
    guard stored != .closed, !isStopped else { return }
    if stored == .halfOpen, attempt == 0 {
      // It had not opened by itself: a person's trip had just ended.
      enter(.halfOpen(Trial()), at: now)
      return beginGeneration()
    }
    let wait = min(max(wait, .zero), max(policy.longestWait, StatedWait.longest))
    let rest = stored == .open ? min(max(remaining, .zero), wait) : .zero
    // Far past the cap of any wait, far from overflow.
    self.attempt = min(max(1, attempt), 1000)
    self.wait = wait
    enter(.open(until: now + rest), at: now)
    beginGeneration()
  }

  /// Follows a changed configuration. State, counts and permits stay, unless the windows have
  /// another shape: then counts start anew and what is out is judged no more.
  package mutating func reload(_ policy: BreakerPolicy) {
    let isAlike = CallWindows.areAlike(self.policy, policy)
    self.policy = policy
    guard !isAlike else { return }
    windows = CallWindows(policy)
    beginGeneration()
  }

  /// Refuses everything from now on and never changes again.
  package mutating func stop() { isStopped = true }
}
