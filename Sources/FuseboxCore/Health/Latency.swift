/// Latency of the calls on the board.
package enum Latency {
  /// 95th percentile of the last ten answered calls, nearest rank, microseconds; nil without any.
  package static func p95(_ calls: [CallReading]) -> Int64? {
    percentile(95, calls.prefix(10).filter { !$0.outcome.isFailure }.map(\.timings.total))
  }

  /// Nearest rank of `values`; nil when empty. 0 is the least, 100 the greatest.
  package static func percentile(_ percent: Int, _ values: [Int64]) -> Int64? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let rank = (min(100, max(0, percent)) * sorted.count + 99) / 100
    return sorted[max(0, rank - 1)]
  }

  /// How slow the calls are; nil when they are not.
  ///
  /// - The p95 of the last ten is over 2 s and over three times what is usual: the median of the
  ///   day, once there are samples of half a day, else of the calls of the last hour before those.
  /// - Three of the last ten took more than half the time-out.
  static func slowness(of provider: ProviderState, at now: WallTime) -> SlowCalls? {
    let calls = provider.calls.recent
    guard calls.first.map({ provider.facts.isFresh(.probe, readAt: $0.at, at: now) }) == true else {
      return nil
    }
    if let recent = p95(calls), recent > 2_000_000, let usual = usual(provider.calls, at: now),
      recent / 3 > usual
    {
      return .unusual(p95: recent, usual: usual)
    }
    let timeout = provider.facts.timeoutMilliseconds
    let late = calls.prefix(10).count {
      !$0.outcome.isFailure && $0.timings.total / 1000 > timeout / 2
    }
    return late >= 3 ? .nearTimeout(calls: late, timeoutMilliseconds: timeout) : nil
  }

  private static func usual(_ calls: CallFacet, at now: WallTime) -> Int64? {
    if let first = calls.daySamples.first, now - first.at >= .seconds(12 * 3600) {
      return percentile(50, calls.daySamples.map(\.microseconds))
    }
    let before = calls.recent.dropFirst(10)
      .filter { !$0.outcome.isFailure && now - $0.at <= .seconds(3600) }
    return before.count >= 5 ? percentile(50, before.map(\.timings.total)) : nil
  }
}
