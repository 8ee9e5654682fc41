/// The machine's state with what belongs to it alone.
enum Phase: Sendable, Equatable {
  case closed
  /// The first call at or after the deadline becomes the probe.
  case open(until: MonotonicTime)
  case halfOpen(Trial)

  var state: BreakerState {
    switch self {
    case .closed: .closed
    case .open: .open
    case .halfOpen: .halfOpen
    }
  }
}
