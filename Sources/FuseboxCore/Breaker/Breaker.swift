/// A circuit breaker as a value: no clock, no lock, no callback. Two parts apart: the machine
/// {closed, open, half-open} and a person's hold {none, forced open, forced closed}.
///
/// | from | event | to |
/// |---|---|---|
/// | closed | result, and the judged window is at its threshold | open, for the wait of this attempt |
/// | open | admit before the deadline | open, refused |
/// | open | admit at or after the deadline | half-open, this caller is the probe |
/// | half-open | admit while the probe is out | half-open, refused |
/// | half-open | probe answered, as often as needed | closed, window cleared |
/// | half-open | probe failed, or its lease ended | open, the next attempt's wait |
/// | half-open | probe cancelled or throttled | half-open, slot free |
/// | any | result of an older generation | same, counted late |
/// | any | trip | forced open, machine frozen; at its end half-open |
/// | any | hold | forced closed, machine frozen; at its end closed, window cleared |
/// | any | reset | closed, window and attempt cleared; with probe: half-open |
///
/// Invariant: half-open means a free slot or a live lease. The judged window is the traffic of
/// the last 10 s when that holds the minimum of calls, else the last five outcomes.
package struct Breaker: Sendable {
  enum Hold: Equatable {
    case none
    case open(until: MonotonicTime?)
    case closed(until: MonotonicTime)
  }

  package private(set) var policy: BreakerPolicy
  private(set) var state = BreakerState.closed
  private(set) var hold = Hold.none
  private var since: MonotonicTime
  private var deadline = MonotonicTime.zero
  private var wait = Duration.zero
  private var attempt = 0
  private var generation: UInt64 = 0
  private var probeSerial: UInt64 = 0
  private var probe: (serial: UInt64, lease: MonotonicTime)?
  private var probeSuccesses = 0
  private var pausedUntil: MonotonicTime?
  private var traffic = TrafficWindow()
  private var polls = PollWindow()
  private var refused: Int64 = 0
  private var late: Int64 = 0

  package init(policy: BreakerPolicy, at now: MonotonicTime) {
    self.policy = policy
    since = now
  }

  // MARK: calls

  /// Asks for one call.
  package mutating func admit(
    at now: MonotonicTime, using random: inout some RandomNumberGenerator
  ) -> (Admission, Transition?) {
    var moved = tick(at: now, using: &random)
    switch hold {
    case .open(let until):
      return (refuse(.forcedOpen, until.map { $0 - now }), moved)
    case .closed:
      return (.permit(Permit(generation: generation, probe: nil)), moved)
    case .none: break
    }
    if let pausedUntil, pausedUntil > now {
      return (refuse(.paused, pausedUntil - now), moved)
    }
    switch state {
    case .closed:
      return (.permit(Permit(generation: generation, probe: nil)), moved)
    case .open:
      guard now >= deadline else { return (refuse(.open, deadline - now), moved) }
      moved = move(to: .halfOpen, at: now, "wait of \(Span.words(wait)) over")
    case .halfOpen:
      if let probe { return (refuse(.probeOut, probe.lease - now), moved) }
    }
    probeSerial += 1
    probe = (probeSerial, now + policy.probeLease)
    return (.permit(Permit(generation: generation, probe: probeSerial)), moved)
  }

  /// Reports how a call ended.
  /// - Parameters:
  ///   - words: what the last failure was, for the evidence: "503".
  ///   - pauseUntil: for `throttled`, the provider's stated time; 60 s without one.
  ///   - retryAfter: for a failure, the provider's stated wait: decides this opening's deadline,
  ///     clamped to 1 s … 15 min.
  package mutating func complete(
    _ permit: Permit, _ outcome: Outcome, at now: MonotonicTime, words: String = "",
    pauseUntil: MonotonicTime? = nil, retryAfter: Duration? = nil,
    using random: inout some RandomNumberGenerator
  ) -> Transition? {
    guard permit.generation == generation, permit.probe == probe?.serial || !permit.isProbe else {
      late += 1
      return nil
    }
    if case .throttled = outcome { pausedUntil = pauseUntil ?? now + .seconds(60) }
    traffic.record(isFailure: outcome.isFailure, isUseless: outcome.isUseless, at: now)
    polls.record(isFailure: outcome.isFailure, isUseless: outcome.isUseless, at: now)
    if permit.isProbe {
      return judgeProbe(outcome, at: now, words, retryAfter, using: &random)
    }
    guard state == .closed, hold == .none else { return nil }
    let window = window(at: now)
    guard policy.trips(window) else { return nil }
    let cause = words.isEmpty ? "" : " (\(words))"
    let comparison = policy.strictOpossum ? ">" : "≥"
    return open(
      at: now, retryAfter: outcome.isFailure ? retryAfter : nil,
      "\(window.failures) of \(window.calls) calls failed\(cause)"
        + " \(comparison) \(Int(policy.errorThreshold)) %", using: &random)
  }

  /// Gives a permit back without a verdict.
  package mutating func cancel(_ permit: Permit) {
    guard permit.generation == generation else {
      late += 1
      return
    }
    if permit.isProbe, permit.probe == probe?.serial { probe = nil }
  }

  private mutating func judgeProbe(
    _ outcome: Outcome, at now: MonotonicTime, _ words: String, _ retryAfter: Duration?,
    using random: inout some RandomNumberGenerator
  ) -> Transition? {
    probe = nil
    if case .throttled = outcome { return nil }
    guard !outcome.isFailure else {
      let cause = words.isEmpty ? "" : ": \(words)"
      return open(at: now, retryAfter: retryAfter, "probe failed\(cause)", using: &random)
    }
    probeSuccesses += 1
    guard probeSuccesses >= policy.closeAfter else { return nil }
    let needed = policy.closeAfter
    return close(at: now, needed == 1 ? "one probe fine" : "\(needed) probes fine")
  }

  // MARK: time

  /// Ends what time ends: a probe's lease, a person's hold. At most one thing ends at a time.
  package mutating func tick(
    at now: MonotonicTime, using random: inout some RandomNumberGenerator
  ) -> Transition? {
    switch hold {
    case .open(let until?) where now >= until:
      hold = .none
      return move(to: .halfOpen, at: now, "trip is over: one probe decides")
    case .closed(let until) where now >= until:
      hold = .none
      return close(at: now, "hold is over")
    case .none:
      guard state == .halfOpen, let probe, now >= probe.lease else { return nil }
      return open(at: now, retryAfter: nil, "probe lost: no answer", using: &random)
    default: return nil
    }
  }

  // MARK: people

  /// Holds it open until then, or until reset. The machine is frozen meanwhile.
  package mutating func trip(until: MonotonicTime?) {
    hold = .open(until: until)
    newGeneration()
  }

  /// Holds it closed: every call passes.
  package mutating func hold(until: MonotonicTime) {
    hold = .closed(until: until)
    newGeneration()
  }

  /// Closes it now: hold, window and attempts are cleared.
  package mutating func reset(at now: MonotonicTime) -> Transition? {
    hold = .none
    pausedUntil = nil
    return close(at: now, "reset")
  }

  /// Clears the hold and lets one probe decide.
  package mutating func resetWithProbe(at now: MonotonicTime) -> Transition? {
    hold = .none
    pausedUntil = nil
    attempt = 0
    return move(to: .halfOpen, at: now, "reset: one probe decides")
  }

  /// New thresholds: counts, state and generation stay.
  package mutating func reload(_ policy: BreakerPolicy) { self.policy = policy }

  // MARK: reading

  /// The state at this moment; never moves the machine.
  package func status(at now: MonotonicTime) -> BreakerSnapshot {
    BreakerSnapshot(
      state: state, since: since, probeAt: state == .open ? deadline : nil,
      pausedUntil: pausedUntil.flatMap { $0 > now ? $0 : nil }, window: window(at: now),
      attempt: attempt, wait: state == .closed ? .zero : wait, probesOut: probe == nil ? 0 : 1,
      probeSuccesses: probeSuccesses, probesNeeded: policy.closeAfter, refused: refused,
      late: late)
  }

  /// What is in force: `closed`, `open`, `half_open`, `forced_open`, `forced_closed`.
  package var effective: String {
    switch hold {
    case .none: state.rawValue
    case .open: Override.Kind.forcedOpen.rawValue
    case .closed: Override.Kind.forcedClosed.rawValue
    }
  }

  private func window(at now: MonotonicTime) -> JudgedWindow {
    let recent = traffic.counts(at: now)
    if recent.calls >= policy.minimumCalls {
      return JudgedWindow(
        kind: .traffic, calls: recent.calls, failures: recent.failures, useless: recent.useless,
        minimum: policy.minimumCalls)
    }
    let last = polls.counts(at: now)
    return JudgedWindow(
      kind: .polls, calls: last.calls, failures: last.failures, useless: last.useless,
      minimum: min(PollWindow.minimum, max(1, policy.minimumCalls)))
  }

  // MARK: moving

  private mutating func refuse(_ cause: Refusal.Cause, _ wait: Duration?) -> Admission {
    refused += 1
    return .refused(Refusal(cause: cause, retryAfter: wait.map { max(.zero, $0) }))
  }

  private mutating func open(
    at now: MonotonicTime, retryAfter: Duration?, _ words: String,
    using random: inout some RandomNumberGenerator
  ) -> Transition? {
    if state == .halfOpen { attempt += 1 }
    if let retryAfter {
      wait = min(max(retryAfter, .seconds(1)), .seconds(900))
    } else {
      wait = policy.wait(attempt: attempt) * jitterFactor(using: &random)
    }
    deadline = now + wait
    return move(to: .open, at: now, words)
  }

  private func jitterFactor(using random: inout some RandomNumberGenerator) -> Double {
    guard policy.jitter > 0, !policy.strictOpossum else { return 1 }
    return 1 + Double.random(in: -policy.jitter...policy.jitter, using: &random)
  }

  private mutating func close(at now: MonotonicTime, _ words: String) -> Transition? {
    attempt = 0
    wait = .zero
    // opossum keeps its window on close; then one failure may open it again.
    if !policy.strictOpossum {
      traffic.clear()
      polls.clear()
    }
    return move(to: .closed, at: now, words)
  }

  private mutating func move(
    to next: BreakerState, at now: MonotonicTime, _ words: String
  ) -> Transition? {
    let from = state
    state = next
    newGeneration()
    guard from != next else { return nil }
    since = now
    return Transition(from: from, to: next, words: words)
  }

  private mutating func newGeneration() {
    generation += 1
    probe = nil
    probeSuccesses = 0
  }
}
