/// What a person decided over the machine's head, as far as the breaker needs to know. Who and why
/// are in `Override`.
package enum ForcedState: Sendable, Equatable {
  case none
  /// No call passes; nil: until reset.
  case open(until: MonotonicTime?)
  /// Every call passes.
  case closed(until: MonotonicTime)

  /// When it ends by itself; nil: never, or there is none.
  package var until: MonotonicTime? {
    switch self {
    case .none: nil
    case .open(let until): until
    case .closed(let until): until
    }
  }

  /// What it does, without its end; nil: nothing.
  package var kind: Override.Kind? {
    switch self {
    case .none: nil
    case .open: .forcedOpen
    case .closed: .forcedClosed
    }
  }
}
