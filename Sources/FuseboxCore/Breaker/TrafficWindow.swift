/// Calls of the last ten seconds in ten one-second buckets on the monotonic clock. A call exactly
/// ten seconds old is out. Idle time clears any number of buckets in one step.
struct TrafficWindow: Sendable {
  private struct Bucket {
    var second: Int64 = .min
    var calls: Int64 = 0
    var failures: Int64 = 0
    var useless: Int64 = 0
  }

  private static let length: Int64 = 10
  private var buckets = [Bucket](repeating: Bucket(), count: Int(length))

  mutating func record(isFailure: Bool, isUseless: Bool, at now: MonotonicTime) {
    let second = Self.second(now)
    let index = Self.index(second)
    if buckets[index].second != second { buckets[index] = Bucket(second: second) }
    buckets[index].calls += 1
    if isFailure { buckets[index].failures += 1 }
    if isUseless { buckets[index].useless += 1 }
  }

  /// Totals of the live buckets.
  func counts(at now: MonotonicTime) -> (calls: Int64, failures: Int64, useless: Int64) {
    let oldest = Self.second(now) - Self.length + 1
    var total: (calls: Int64, failures: Int64, useless: Int64) = (0, 0, 0)
    for bucket in buckets where bucket.second >= oldest {
      total.calls += bucket.calls
      total.failures += bucket.failures
      total.useless += bucket.useless
    }
    return total
  }

  mutating func clear() { buckets = [Bucket](repeating: Bucket(), count: Int(Self.length)) }

  private static func second(_ time: MonotonicTime) -> Int64 {
    // Floor division: the origin is arbitrary and time may be negative.
    let seconds = time.nanoseconds / 1_000_000_000
    return time.nanoseconds % 1_000_000_000 < 0 ? seconds - 1 : seconds
  }

  private static func index(_ second: Int64) -> Int { Int(((second % length) + length) % length) }
}
