import Foundation
import FuseboxCore
import FuseboxWire

/// The events of a headless demo that a person would read, as JSON lines: transitions, pages that
/// changed, verdicts, alerts, holds and limited clients; not each reading between them.
struct DemoEvents {
  private var pages: [ProviderID: PageState] = [:]
  private var limited: [ProviderID: Int64] = [:]

  init() {}

  /// Whether this event is one of them.
  mutating func keeps(_ event: Event) -> Bool {
    switch event {
    case .page(let reading):
      let before = pages.updateValue(reading.state, forKey: reading.provider)
      return before != reading.state
    case .limiter(let reading):
      let before = limited.updateValue(reading.limitedCount, forKey: reading.provider) ?? 0
      return (before == 0) != (reading.limitedCount == 0)
    case .breaker(let status): return status.from != nil
    case .verdict, .alert, .override, .recovered, .started: return true
    case .call, .meter, .traffic, .store, .heartbeat: return false
    }
  }
}
