/// The calls of the last seconds, in a ring of equal parts of the monotonic clock. Recording is
/// O(1); a ring left idle for its whole length is cleared in one step. A call leaves with the part
/// it came in, so one made as a part began leaves exactly one window later.
struct TrafficWindow: Sendable {
  /// Below this a window has one part: its parts would be shorter than a clock is good for.
  static let resolution = Duration.milliseconds(200)

  private var parts: [CallCounts]
  /// Nanoseconds, at least a millisecond: the number of a part stays far from overflow.
  private let partLength: Int64
  /// Number of the newest part since the clock's origin, its place, and the moment it ends.
  private var newest: Int64 = 0
  private var place = 0
  private var end: Int64
  private var total = CallCounts()

  init(length: Duration, parts count: Int) {
    let count = length < Self.resolution ? 1 : min(max(1, count), 1000)
    parts = Array(repeating: CallCounts(), count: count)
    partLength = max(1_000_000, length.nanosecondsClamped / Int64(count))
    end = partLength
  }

  /// Counts a call that ended now. Time never goes back: an earlier moment counts as the newest.
  mutating func record(_ call: CallCounts, at now: MonotonicTime) {
    if now.nanoseconds >= end { advance(to: now.nanoseconds / partLength) }
    parts[place] += call
    total += call
  }

  /// Totals of the parts that are still in, read without moving the ring.
  func counts(at now: MonotonicTime) -> CallCounts {
    guard now.nanoseconds >= end else { return total }
    let steps = now.nanoseconds / partLength - newest
    guard steps < parts.count else { return CallCounts() }
    var counts = total
    for step in 0..<Int(steps) { counts -= parts[(place + 1 + step) % parts.count] }
    return counts
  }

  mutating func clear() {
    for index in parts.indices { parts[index] = CallCounts() }
    total = CallCounts()
  }

  private mutating func advance(to number: Int64) {
    if number - newest >= parts.count {
      clear()
    } else {
      for _ in newest..<number {
        place = (place + 1) % parts.count
        total -= parts[place]
        parts[place] = CallCounts()
      }
    }
    newest = number
    let (next, overflow) = (number + 1).multipliedReportingOverflow(by: partLength)
    end = overflow ? .max : next
  }
}
