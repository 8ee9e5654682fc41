/// The probes of one half-open time.
struct Trial: Sendable, Equatable {
  private struct Lease: Equatable {
    var serial: UInt64
    var end: MonotonicTime
  }

  private var leases: [Lease] = []
  /// When its first probe was let out.
  private(set) var began: MonotonicTime?
  var answered = 0
  var failed = 0

  /// How many probes are out.
  var out: Int { leases.count }

  /// When the next lease ends; nil without a probe out.
  var nextEnd: MonotonicTime? { leases.map(\.end).min() }

  mutating func lease(_ serial: UInt64, at now: MonotonicTime, until end: MonotonicTime) {
    leases.append(Lease(serial: serial, end: end))
    if began == nil { began = now }
  }

  /// Frees the probe's slot; false when it holds none (any more).
  mutating func free(_ serial: UInt64) -> Bool {
    guard let index = leases.firstIndex(where: { $0.serial == serial }) else { return false }
    leases.remove(at: index)
    return true
  }

  /// Frees the slots whose lease ended; returns how many those were.
  mutating func freeEnded(at now: MonotonicTime) -> Int {
    let before = leases.count
    leases.removeAll { now >= $0.end }
    return before - leases.count
  }
}
