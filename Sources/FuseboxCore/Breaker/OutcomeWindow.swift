/// The last few outcomes, not older than a horizon: what is judged where little
/// is called: a poll a minute, or an application that calls now and then.
struct OutcomeWindow: Sendable {
  private struct Entry: Sendable {
    var at: MonotonicTime
    var call: CallCounts
  }

  private var entries: [Entry] = []
  /// Where the next one goes once the ring is full.
  private var oldest = 0
  private let kept: Int

  init(kept: Int) {
    self.kept = min(max(0, kept), 1000)
    entries.reserveCapacity(self.kept)
  }

  mutating func record(_ call: CallCounts, at now: MonotonicTime) {
    guard kept > 0 else { return }
    let entry = Entry(at: now, call: call)
    if entries.count < kept {
      entries.append(entry)
    } else {
      entries[oldest] = entry
      oldest = (oldest + 1) % kept
    }
  }

  /// Totals of the outcomes at most `horizon` old.
  func counts(at now: MonotonicTime, horizon: Duration) -> CallCounts {
    var total = CallCounts()
    for entry in entries where now - entry.at <= horizon { total += entry.call }
    return total
  }

  mutating func clear() {
    entries.removeAll(keepingCapacity: true)
    oldest = 0
  }
}
