import FuseboxCore

/// A metered quantity that climbs steadily.
package struct UsageLevel: Sendable, Equatable {
  /// At `since`.
  package var used: Int64 = 0
  package var limit: Int64 = 5000
  /// A second.
  package var rate = 0.0
  /// Since the scenario's start.
  package var since = Duration.zero

  package init() {}

  /// The quantity this long after the start; never negative.
  package func used(at elapsed: Duration) -> Int64 {
    let grown = (rate * (elapsed - since).inSeconds).rounded(.down)
    let (sum, overflow) = used.addingReportingOverflow(Int64(exactly: grown) ?? 0)
    return overflow ? used : max(0, sum)
  }

  /// From this moment on otherwise; what the change leaves open goes on as it was.
  func changed(_ change: UsageChange, at elapsed: Duration) -> UsageLevel {
    var next = self
    next.used = change.used ?? used(at: elapsed)
    next.limit = change.limit ?? limit
    next.rate = change.rate ?? rate
    next.since = elapsed
    return next
  }
}

/// What a step says of a metered quantity.
package struct UsageChange: Sendable, Equatable {
  package var used: Int64?
  package var limit: Int64?
  /// A second.
  package var rate: Double?

  package init(used: Int64? = nil, limit: Int64? = nil, rate: Double? = nil) {
    self.used = used
    self.limit = limit
    self.rate = rate
  }
}
