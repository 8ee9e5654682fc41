extension Breaker {
  /// How long `throttled` pauses when the provider says no time, and at most.
  static let pause = Duration.seconds(60)
  static let longestPause = Duration.seconds(86_400)

  /// Reports how a call ended. Every answer counts as one, a failure counts against, `throttled`
  /// counts as neither; a result of an older generation and the second result of one permit are
  /// only counted as late.
  /// - Parameters:
  ///   - took: the call's length; since the permit was given when nil.
  ///   - words: what a failure was, for the evidence: "503".
  ///   - pauseUntil: for `throttled`, the provider's stated time, at most a day away; 60 s
  ///     without one.
  ///   - retryAfter: for a failure that opens, the provider's stated wait, clamped to
  ///     1 s … 15 min.
  package mutating func complete(
    _ permit: Permit, _ outcome: Outcome, at now: MonotonicTime, took: Duration? = nil,
    words: String = "", pauseUntil: MonotonicTime? = nil, retryAfter: Duration? = nil,
    using random: inout some RandomNumberGenerator
  ) -> Transition? {
    // A lease that ended before the result came has decided already.
    let ended = tick(at: now, using: &random)
    guard takeBack(permit) else {
      late += 1
      return ended
    }
    if case .throttled = outcome {
      // Neither success nor failure: it gives its slot back, pauses, and is judged by nobody.
      pause(until: pauseUntil, at: now)
      return nil
    }
    if outcome.isFailure { lastError = words }
    if permit.isProbe {
      return judgeProbe(outcome, at: now, stated: retryAfter, using: &random)
    }
    let isSlow = policy.slowCall.map { (took ?? now - permit.start) > $0.duration } ?? false
    windows.record(CallCounts(outcome, isSlow: isSlow), of: permit.source, at: now, by: policy)
    failuresInARow = outcome.isFailure ? failuresInARow + 1 : 0
    return judge(outcome, of: permit.source, at: now, stated: retryAfter, using: &random)
  }

  /// Gives a permit back without a verdict: the call was not made, or its caller left.
  package mutating func cancel(_ permit: Permit) { _ = takeBack(permit) }

  /// Ends the permit; false when it had ended, or belongs to an older generation.
  private mutating func takeBack(_ permit: Permit) -> Bool {
    guard permit.generation == generation, !isStopped else { return false }
    guard permit.isProbe else { return openPermits.remove(permit.serial) }
    guard case .halfOpen(var trial) = phase, trial.free(permit.serial) else { return false }
    phase = .halfOpen(trial)
    return true
  }

  private mutating func pause(until stated: MonotonicTime?, at now: MonotonicTime) {
    let end = min(stated ?? now + Self.pause, now + Self.longestPause)
    pausedUntil = max(pausedUntil ?? end, end)
    observedFrom = now + min(StatedWait.longest, end - now)
  }

  private mutating func judge(
    _ outcome: Outcome, of source: CallSource, at now: MonotonicTime, stated: Duration?,
    using random: inout some RandomNumberGenerator
  ) -> Transition? {
    if policy.strictOpossum, !outcome.isFailure { return nil }
    if let warmUp = policy.warmUp, now - born < warmUp { return nil }
    let judged = windows.judged(of: source, at: now, by: policy)
    let cause = policy.cause(of: judged, failuresInARow: failuresInARow)
    guard forced == .none else {
      lookOn(isOver: cause != nil, isEnough: judged.isEnough)
      return nil
    }
    guard let cause else { return nil }
    return open(
      cause, evidence: judged.window, at: now, stated: outcome.isFailure ? stated : nil,
      using: &random)
  }

  /// Held closed: notes when the machine would open, and when it would be fine again.
  private mutating func lookOn(isOver: Bool, isEnough: Bool) {
    if isOver {
      if !wouldOpen { wouldOpenEpisodes += 1 }
      wouldOpen = true
    } else if isEnough {
      wouldOpen = false
    }
  }

  private mutating func judgeProbe(
    _ outcome: Outcome, at now: MonotonicTime, stated: Duration?,
    using random: inout some RandomNumberGenerator
  ) -> Transition? {
    guard case .halfOpen(var trial) = phase else { return nil }
    if outcome.isFailure { trial.failed += 1 } else { trial.answered += 1 }
    phase = .halfOpen(trial)
    if trial.failed > policy.sparedProbes {
      return open(.probeFailed, at: now, stated: stated, using: &random)
    }
    guard trial.answered >= max(1, policy.closeAfter) else { return nil }
    return change(.probesAnswered(trial.answered)) { $0.close(at: now) }
  }
}
