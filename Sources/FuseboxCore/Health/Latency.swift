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

  /// p95 of the last ten over 2 s and over three times the day's median.
  static func isSlow(_ provider: ProviderState) -> Bool {
    guard let recent = p95(provider.calls), recent > 2_000_000,
      let median = percentile(50, provider.daySamples.map(\.microseconds))
    else { return false }
    return recent > 3 * median
  }
}
