/// The two windows a breaker has: traffic while there is enough of it, else the last polls.
struct CallWindows: Sendable {
  private var traffic: TrafficWindow
  private var polls: PollWindow

  init(_ policy: BreakerPolicy) {
    traffic = TrafficWindow(length: policy.trafficWindow, parts: policy.trafficBuckets)
    polls = PollWindow(kept: policy.pollWindow)
  }

  mutating func record(_ call: CallCounts, at now: MonotonicTime) {
    traffic.record(call, at: now)
    polls.record(call, at: now)
  }

  /// What is judged at this moment; reading changes nothing.
  func judged(at now: MonotonicTime, by policy: BreakerPolicy) -> Judged {
    let recent = traffic.counts(at: now)
    if recent.calls >= policy.minimumCalls || policy.pollWindow <= 0 {
      return Judged(kind: .traffic, counts: recent, minimum: policy.minimumCalls)
    }
    return Judged(
      kind: .polls, counts: polls.counts(at: now, horizon: policy.pollHorizon),
      minimum: policy.pollMinimum)
  }

  mutating func clear() {
    traffic.clear()
    polls.clear()
  }

  /// Whether both policies describe windows of the same shape: then counts may be kept.
  static func areAlike(_ left: BreakerPolicy, _ right: BreakerPolicy) -> Bool {
    left.trafficWindow == right.trafficWindow && left.trafficBuckets == right.trafficBuckets
      && left.pollWindow == right.pollWindow
  }
}
