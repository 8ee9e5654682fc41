/// A circuit breaker as a value: no clock, no lock, no callback. Two parts apart: the machine
/// {closed, open, half-open} and a person's decision {none, forced open, forced closed}.
///
/// | from | event | to |
/// |---|---|---|
/// | closed | result, and the judged window is at its threshold | open, for this opening's wait |
/// | open | admit before the deadline | open, refused |
/// | open | admit at or after the deadline | half-open, this caller is the probe |
/// | half-open | admit without a free slot | half-open, refused |
/// | half-open | probes answered, as many as needed | closed, window cleared |
/// | half-open | probe failed or lost beyond what is spared | open, the next opening's wait |
/// | half-open | probe cancelled or throttled | half-open, slot free |
/// | any | result of an older generation, or a second one | same, counted late |
/// | any | trip | forced open, machine frozen; at its end half-open |
/// | any | hold | forced closed, machine only looks on; at its end closed, window cleared |
/// | any | reset | closed, window and openings cleared; with probe: half-open |
/// | open, forced open | probe now | half-open |
///
/// Invariant: half-open means a free slot or a live lease. Every change begins a new generation;
/// only results of the present one are judged. Nothing here waits for a timer: deadlines are
/// compared with the time that each call brings, and `tick` merely makes them show sooner.
package struct Breaker: Sendable {
  package internal(set) var policy: BreakerPolicy
  package internal(set) var forced = ForcedState.none
  var phase = Phase.closed
  var since: MonotonicTime
  let born: MonotonicTime
  var windows: CallWindows
  /// What it opened on; nil while closed.
  var evidence: JudgedWindow?
  var lastError = ""
  var failuresInARow = 0
  var attempt = 0
  var wait = Duration.zero
  var pausedUntil: MonotonicTime?
  /// From when on our own calls pass a pause: a stated wait blinds nobody for hours.
  var observedFrom: MonotonicTime?
  var generation: UInt64 = 0
  var isStopped = false
  var wouldOpen = false
  var wouldOpenEpisodes: Int64 = 0
  var refused: Int64 = 0
  var late: Int64 = 0
  var openPermits = OpenPermits()
  private var serial: UInt64 = 0

  /// A closed breaker that has seen no call.
  package init(policy: BreakerPolicy, at now: MonotonicTime) {
    self.policy = policy
    since = now
    born = now
    windows = CallWindows(policy)
  }

  /// The machine's state.
  package var state: BreakerState { phase.state }

  /// What is in force.
  package var effective: EffectiveState { EffectiveState(state, forced.kind) }

  /// Asks for one call. The transition is the one this very call caused: an open breaker whose
  /// wait is over becomes half-open, a lost probe opens it again, a decision's time ends.
  /// - Parameters:
  ///   - lease: how long the call may take if it becomes a probe; nil: the policy's.
  ///   - source: who makes it; calls of one kind are judged together.
  package mutating func admit(
    at now: MonotonicTime, lease: Duration? = nil, from source: CallSource = .reported,
    using random: inout some RandomNumberGenerator
  ) -> (Admission, Transition?) {
    var transition = tick(at: now, using: &random)
    // What has just opened lets the next call be the probe, at the soonest.
    if let obstacle = obstacle(at: now, from: source, justOpened: transition?.to == .open) {
      refused += 1
      return (.refused(obstacle), transition)
    }
    if forced == .none, case .open = phase {
      transition = change(.waitOver, wait: wait) { $0.enter(.halfOpen(Trial()), at: now) }
    }
    return (.permit(permit(at: now, lease: lease ?? policy.probeLease, from: source)), transition)
  }

  /// What keeps a call from being made; nil when nothing does.
  // Inlined: called, it would be handed a copy of the whole breaker.
  @inline(__always)
  private func obstacle(
    at now: MonotonicTime, from source: CallSource, justOpened: Bool
  ) -> Refusal? {
    if isStopped { return Refusal(cause: .stopped) }
    switch forced {
    case .closed: return nil
    case .open(let until):
      return Refusal(cause: .forcedOpen, retryAfter: until.map { max(.zero, $0 - now) })
    case .none: break
    }
    switch phase {
    case .closed: break
    case .open(let until):
      if now < until || justOpened {
        return Refusal(cause: .open, retryAfter: max(.zero, until - now))
      }
    case .halfOpen(let trial):
      if trial.out >= max(1, policy.probes), let end = trial.nextEnd {
        return Refusal(cause: .probeOut, retryAfter: max(.zero, end - now))
      }
    }
    if let pausedUntil, pausedUntil > now {
      if source.isOwn, let observedFrom, observedFrom <= now { return nil }
      return Refusal(cause: .paused, retryAfter: pausedUntil - now)
    }
    return nil
  }

  private mutating func permit(
    at now: MonotonicTime, lease: Duration, from source: CallSource
  ) -> Permit {
    serial += 1
    if forced == .none, case .halfOpen(var trial) = phase {
      trial.lease(serial, at: now, until: now + lease)
      phase = .halfOpen(trial)
      return Permit(
        kind: .probe, source: source, start: now, generation: generation, serial: serial)
    }
    openPermits.insert(serial)
    let kind: Permit.Kind = forced == .none ? .normal : .shadow
    return Permit(
      kind: kind, source: source, start: now, generation: generation, serial: serial)
  }
}
