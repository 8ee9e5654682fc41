/// The calls of the last seconds, in a ring of equal parts of the monotonic clock. Recording is
/// O(1); a ring left idle for its whole length is cleared in one step. A call leaves with the part
/// it came in, so one made as a part began leaves exactly one window later.
struct TrafficWindow: Sendable {
  /// Below this a window has one part: its parts would be shorter than a clock is good for.
  static let resolution = Duration.milliseconds(200)

  private var parts: [CallCounts]
  /// Nanoseconds.
  private let partLength: Int64
  /// Number of the newest part since the clock's origin.
  private var newest: Int64 = 0
  private var total = CallCounts()

  init(length: Duration, parts count: Int) {
    let count = length < Self.resolution ? 1 : min(max(1, count), 1000)
    parts = Array(repeating: CallCounts(), count: count)
    partLength = max(1, length.nanosecondsClamped / Int64(count))
  }

  /// Counts a call that ended now. Time never goes back: an earlier moment counts as the newest.
  mutating func record(_ call: CallCounts, at now: MonotonicTime) {
    advance(to: number(of: now))
    parts[Int(newest % Int64(parts.count))] += call
    total += call
  }

  /// Totals of the parts that are still in, read without moving the ring.
  func counts(at now: MonotonicTime) -> CallCounts {
    let number = number(of: now)
    guard number > newest else { return total }
    guard number - newest < Int64(parts.count) else { return CallCounts() }
    var counts = total
    for old in newest + 1...number { counts -= parts[Int(old % Int64(parts.count))] }
    return counts
  }

  mutating func clear() {
    for index in parts.indices { parts[index] = CallCounts() }
    total = CallCounts()
  }

  private mutating func advance(to number: Int64) {
    guard number > newest else { return }
    if number - newest >= Int64(parts.count) {
      clear()
    } else {
      for next in newest + 1...number {
        let index = Int(next % Int64(parts.count))
        total -= parts[index]
        parts[index] = CallCounts()
      }
    }
    newest = number
  }

  private func number(of time: MonotonicTime) -> Int64 { max(0, time.nanoseconds) / partLength }
}
