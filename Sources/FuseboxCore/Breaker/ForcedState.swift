/// What a person decided over the machine's head, as far as the breaker needs to know. Who and why
/// are in `Override`.
package enum ForcedState: Sendable, Equatable {
  case none
  /// No call passes; nil: until reset.
  case open(until: MonotonicTime?)
  /// Every call passes.
  case closed(until: MonotonicTime)
}
