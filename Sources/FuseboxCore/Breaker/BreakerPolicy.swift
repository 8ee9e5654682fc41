/// When a breaker opens, how long it waits, what closes it. A value out of its range is brought
/// into it where it is used, so that no setting can trap or make a breaker useless.
package struct BreakerPolicy: Sendable, Equatable {
  /// A guarded call is given this long.
  package var timeout = Duration.seconds(3)
  /// Per cent of failures among the judged calls that opens it, inclusive; at least one failure.
  package var errorThreshold = 50.0
  /// First wait after opening; doubles with each reopening.
  package var resetAfter = Duration.seconds(30)

  /// From how many calls on the traffic window is judged.
  package var minimumCalls: Int64 = 10
  /// Length of the traffic window, and its parts; below 200 ms it has one part.
  package var trafficWindow = Duration.seconds(10)
  package var trafficBuckets = 10
  /// From how many outcomes of our own on they are judged.
  package var pollMinimum: Int64 = 3
  /// From how many of the last calls of applications on they are judged, with less traffic.
  package var lowTrafficMinimum: Int64 = 5
  /// How many last outcomes are kept of each kind of call; 0: all calls are judged as traffic.
  package var pollWindow = 5
  /// Outcomes older than this are judged as traffic only.
  package var pollHorizon = Duration.seconds(900)

  /// Probes out at once while half-open, at least 1.
  package var probes = 1
  /// Answered probes that close it, at least 1.
  package var closeAfter = 1
  /// Out of so many: what exceeds `closeAfter` may fail. 1, or the same as `closeAfter`, means in
  /// a row.
  package var closeOutOf = 1
  /// What the end of a probe's lease means.
  package var onLateProbe = LateProbe.countsAsFailure
  /// Longest time half-open from its first probe on; then it opens again. nil: unlimited.
  package var maxHalfOpen: Duration?

  /// Longest wait before jitter, whatever doubling says; never below `resetAfter`.
  package var maxWait = Duration.seconds(600)
  /// Share by which a wait may differ from its computed length, either way, 0...1.
  package var jitter = 0.1

  /// Also open after so many failures in a row; nil: off.
  package var consecutiveFailures: Int?
  /// Also open when calls are slow; nil: off.
  package var slowCall: SlowCall?
  /// Never open by itself this long after the start; nil: off.
  package var warmUp: Duration?

  /// opossum's rules, for parity: more than the threshold, looked at only when a call fails, a
  /// fixed wait, and a window that survives closing.
  package var strictOpossum = false

  package init() {}

  /// The defaults of fusebox.
  package static let standard = BreakerPolicy()

  /// opossum 10 with its own defaults, but for the time-out.
  package static let opossum = {
    var policy = BreakerPolicy()
    policy.minimumCalls = 0
    policy.pollWindow = 0
    policy.jitter = 0
    policy.strictOpossum = true
    return policy
  }()

  /// What to make of a probe whose lease ended without a result.
  package enum LateProbe: String, Sendable, CaseIterable {
    case countsAsFailure = "counts_as_failure"
    /// Its slot is free again, and nothing is judged.
    case freesSlot = "frees_slot"
  }

  /// Calls slower than `duration` (exactly that is not slow) open it at `percent` of the judged.
  package struct SlowCall: Sendable, Equatable {
    package var duration: Duration
    package var percent: Double

    package init(duration: Duration, percent: Double) {
      self.duration = duration
      self.percent = percent
    }
  }

  /// How long a probe may take before it counts as lost, unless its caller asked for longer.
  package var probeLease: Duration { timeout + .seconds(1) }
}

extension BreakerPolicy {
  /// The wait of the n-th opening in a row, from 1: 30 s, 60 s, 120 s … 10 min, each ± jitter; or
  /// what the provider stated.
  func wait(
    opening number: Int, stated: Duration?, using random: inout some RandomNumberGenerator
  ) -> Duration {
    if let stated { return StatedWait.kept(stated) }
    let first = max(0, resetAfter.nanosecondsClamped)
    guard !strictOpossum else { return .nanoseconds(first) }
    let factor = Int64(1) << Int64(min(max(0, number - 1), 62))
    let (doubled, overflow) = first.multipliedReportingOverflow(by: factor)
    let longest = max(first, maxWait.nanosecondsClamped)
    let base = overflow ? longest : min(doubled, longest)
    guard jitter > 0 else { return .nanoseconds(base) }
    let share = min(jitter, 1)
    let varied = Double(base) * (1 + Double.random(in: -share...share, using: &random))
    return .nanoseconds(Int64(exactly: varied.rounded()) ?? .max)
  }

  /// The most that `wait` gives without the provider's word.
  var longestWait: Duration { max(maxWait, resetAfter) * (1 + min(max(jitter, 0), 1)) }

  /// Enough calls are judged, and as many of them failed as open it.
  func isOver(_ judged: Judged) -> Bool { cause(of: judged, failuresInARow: 0) != nil }

  /// Why these counts open it; nil when they do not.
  func cause(of judged: Judged, failuresInARow: Int) -> Transition.Cause? {
    if let most = consecutiveFailures, failuresInARow >= max(1, most) {
      return .failuresInARow(failuresInARow)
    }
    let counts = judged.counts
    guard judged.isEnough else { return nil }
    if counts.failures > 0 {
      let percent = Double(counts.failures) * 100 / Double(counts.calls)
      if strictOpossum ? percent > errorThreshold : percent >= errorThreshold {
        return .failureRate(
          failed: counts.failures, of: counts.calls, threshold: errorThreshold,
          exclusive: strictOpossum)
      }
    }
    if let slowCall, counts.slow > 0,
      Double(counts.slow) * 100 >= slowCall.percent * Double(counts.calls)
    {
      return .slowRate(slow: counts.slow, of: counts.calls)
    }
    return nil
  }

  /// Failed probes that still leave closing within reach.
  var sparedProbes: Int { max(0, max(1, closeOutOf) - max(1, closeAfter)) }
}
