/// The last five outcomes not older than fifteen minutes, judged from three on: what a provider
/// polled once a minute is judged by.
struct PollWindow: Sendable {
  private struct Entry {
    var at: MonotonicTime
    var isFailure: Bool
    var isUseless: Bool
  }

  static let minimum: Int64 = 3
  private static let kept = 5
  private static let horizon = Duration.seconds(900)
  private var entries: [Entry] = []

  init() { entries.reserveCapacity(Self.kept + 1) }

  mutating func record(isFailure: Bool, isUseless: Bool, at now: MonotonicTime) {
    entries.append(Entry(at: now, isFailure: isFailure, isUseless: isUseless))
    if entries.count > Self.kept { entries.removeFirst() }
  }

  func counts(at now: MonotonicTime) -> (calls: Int64, failures: Int64, useless: Int64) {
    var total: (calls: Int64, failures: Int64, useless: Int64) = (0, 0, 0)
    for entry in entries where now - entry.at < Self.horizon {
      total.calls += 1
      if entry.isFailure { total.failures += 1 }
      if entry.isUseless { total.useless += 1 }
    }
    return total
  }

  mutating func clear() { entries.removeAll(keepingCapacity: true) }
}
