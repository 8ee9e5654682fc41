/// What a person's decision does to a breaker.
package enum BreakerOrder: Sendable, Equatable {
  /// See `Breaker.trip`; nil: until reset.
  case trip(until: MonotonicTime?)
  case hold(until: MonotonicTime)
  /// The decision is taken back: the machine goes on where it stands.
  case release
  case reset, resetWithProbe
  /// Of a breaker through which calls pass anyway it changes nothing.
  case probe

  /// Puts an override in force with what is left of its time.
  package init(enforcing override: Override, at now: Instant) {
    let until = override.until.map { now.monotonic + ($0 - now.wall) }
    switch override.kind {
    case .forcedOpen: self = .trip(until: until)
    // Holding closed always ends.
    case .forcedClosed: self = .hold(until: until ?? now.monotonic)
    }
  }
}

extension Breaker {
  /// Carries an order out.
  package mutating func carryOut(_ order: BreakerOrder, at now: MonotonicTime) -> Transition? {
    switch order {
    case .trip(let until): trip(until: until)
    case .hold(let until): hold(until: until)
    case .release: release()
    case .reset: reset(at: now)
    case .resetWithProbe: resetWithProbe(at: now)
    case .probe: try? probeNow(at: now)
    }
  }
}
