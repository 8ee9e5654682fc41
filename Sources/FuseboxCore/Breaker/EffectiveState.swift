/// What is in force: the person's decision if there is one, else the machine's state. Its owner is
/// the breaker; board, screens and audit say what they were told. The raw value is the word of the
/// audit.
package enum EffectiveState: String, Sendable, CaseIterable {
  case closed, open
  case halfOpen = "half_open"
  case forcedOpen = "forced_open"
  case forcedClosed = "forced_closed"

  /// The machine's state with what a person decided over its head.
  package init(_ state: BreakerState, _ forced: Override.Kind?) {
    switch (forced, state) {
    case (.forcedOpen, _): self = .forcedOpen
    case (.forcedClosed, _): self = .forcedClosed
    case (nil, .closed): self = .closed
    case (nil, .open): self = .open
    case (nil, .halfOpen): self = .halfOpen
    }
  }

  /// What callers meet, in the machine's words: forced open is open, forced closed is closed.
  package var met: BreakerState {
    switch self {
    case .closed, .forcedClosed: .closed
    case .open, .forcedOpen: .open
    case .halfOpen: .halfOpen
    }
  }
}
