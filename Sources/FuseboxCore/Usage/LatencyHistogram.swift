/// How long calls took, as counts by length: any range of time is the sum of its parts, and any
/// percentile can be read of it with an error of at most 1/32. Sixteen buckets for each doubling,
/// whole numbers throughout.
package struct LatencyHistogram: Sendable, Equatable {
  /// Calls by the number of their bucket; none is zero.
  package private(set) var counts: [Int: Int64] = [:]

  package init() {}

  /// Buckets from elsewhere; nil when one is not ours or counts nothing.
  package init?(counts: [Int: Int64]) {
    let buckets = 0...Self.bucket(of: .max)
    guard counts.allSatisfy({ buckets.contains($0.key) && $0.value > 0 }) else { return nil }
    self.counts = counts
  }

  /// Counts one call; a negative time counts as zero.
  /// - Parameter microseconds: how long it took.
  package mutating func add(_ microseconds: Int64) {
    counts[Self.bucket(of: microseconds), default: 0].add(1)
  }

  /// Takes over what another one counted.
  package mutating func merge(_ other: LatencyHistogram) {
    for (bucket, calls) in other.counts { counts[bucket, default: 0].add(calls) }
  }

  /// How many calls were counted.
  package var calls: Int64 {
    counts.values.reduce(into: 0) { sum, calls in sum.add(calls) }
  }

  /// Microseconds within which a share of the calls was done; nil without calls.
  /// - Parameter share: 0.5 for the median; beyond 0...1 it is the nearer of both.
  package func percentile(_ share: Double) -> Int64? {
    let calls = calls
    guard calls > 0 else { return nil }
    let share = share.isNaN ? 1 : min(max(share, 0), 1)
    let wanted = max(1, (share * Double(calls)).rounded(.up))
    var seen = 0.0
    for (bucket, calls) in counts.sorted(by: { $0.key < $1.key }) {
      seen += Double(calls)
      if seen >= wanted { return Self.middle(of: bucket) }
    }
    return counts.keys.max().map(Self.middle)
  }

  /// Below 16 each number has a bucket; above, the leading bit and the four after it name one.
  private static func bucket(of microseconds: Int64) -> Int {
    let value = max(0, microseconds)
    guard value >= 16 else { return Int(value) }
    let shift = 59 - value.leadingZeroBitCount
    return shift * 16 + Int(value >> Int64(shift))
  }

  private static func middle(of bucket: Int) -> Int64 {
    guard bucket >= 32 else { return Int64(bucket) }
    let shift = bucket / 16 - 1
    let least = Int64(16 + bucket % 16) << Int64(shift)
    return least + (Int64(1) << Int64(shift)) / 2
  }
}
