/// What is in force: the person's decision if there is one, else the machine's state. The raw
/// value is the word of the audit.
package enum EffectiveState: String, Sendable, CaseIterable {
  case closed, open
  case halfOpen = "half_open"
  case forcedOpen = "forced_open"
  case forcedClosed = "forced_closed"

  init(_ state: BreakerState, _ forced: ForcedState) {
    switch (forced, state) {
    case (.open, _): self = .forcedOpen
    case (.closed, _): self = .forcedClosed
    case (.none, .closed): self = .closed
    case (.none, .open): self = .open
    case (.none, .halfOpen): self = .halfOpen
    }
  }
}
