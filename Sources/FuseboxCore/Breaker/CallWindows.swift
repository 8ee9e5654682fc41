/// The windows of a breaker. Each kind of call is judged by its own: what a few calls of an
/// application met says nothing of our probes, and the other way round.
struct CallWindows: Sendable {
  private var traffic: TrafficWindow
  /// The last calls of applications, judged while there is little traffic.
  private var recent: OutcomeWindow
  /// The last probes and usage calls of our own.
  private var polls: OutcomeWindow

  init(_ policy: BreakerPolicy) {
    traffic = TrafficWindow(length: policy.trafficWindow, parts: policy.trafficBuckets)
    recent = OutcomeWindow(kept: policy.pollWindow)
    polls = OutcomeWindow(kept: policy.pollWindow)
  }

  mutating func record(
    _ call: CallCounts, of source: CallSource, at now: MonotonicTime, by policy: BreakerPolicy
  ) {
    guard source.isOwn, policy.pollWindow > 0 else {
      traffic.record(call, at: now)
      return recent.record(call, at: now)
    }
    polls.record(call, at: now)
  }

  /// What a call of this source is judged by at this moment; reading changes nothing.
  func judged(
    of source: CallSource, at now: MonotonicTime, by policy: BreakerPolicy
  ) -> Judged {
    if source.isOwn, policy.pollWindow > 0 {
      return Judged(
        kind: .polls, counts: polls.counts(at: now, horizon: policy.pollHorizon),
        minimum: policy.pollMinimum)
    }
    let counts = traffic.counts(at: now)
    if counts.calls >= policy.minimumCalls || policy.pollWindow <= 0 {
      return Judged(kind: .traffic, counts: counts, minimum: policy.minimumCalls)
    }
    return Judged(
      kind: .lowTraffic, counts: recent.counts(at: now, horizon: policy.pollHorizon),
      minimum: policy.lowTrafficMinimum)
  }

  /// What a person is shown: what is at the threshold, else applications' calls once there are
  /// enough to be judged, else our own.
  func shown(at now: MonotonicTime, by policy: BreakerPolicy) -> Judged {
    let calls = judged(of: .reported, at: now, by: policy)
    let own = judged(of: .poll, at: now, by: policy)
    if policy.isOver(calls) || own.counts.calls == 0 { return calls }
    if policy.isOver(own) || calls.counts.calls == 0 { return own }
    return calls.isEnough ? calls : own
  }

  mutating func clear() {
    traffic.clear()
    recent.clear()
    polls.clear()
  }

  /// Whether both policies describe windows of the same shape: then counts may be kept.
  static func areAlike(_ left: BreakerPolicy, _ right: BreakerPolicy) -> Bool {
    left.trafficWindow == right.trafficWindow && left.trafficBuckets == right.trafficBuckets
      && left.pollWindow == right.pollWindow
  }
}
