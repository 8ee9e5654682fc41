/// The whole current state as one value: the fold of all events so far. It holds facts and their
/// times; whatever depends on the clock (age, verdict, time left) is a function of (board, now).
package struct Board: Sendable, Equatable {
  /// Sequence number of the last event folded.
  package var seq: Int64 = 0
  /// Wall time of the last event folded, heartbeats included.
  package var at = WallTime(milliseconds: 0)
  /// The agent that publishes; nil until one started.
  package var agent: AgentFacts?
  /// One row a provider, in catalogue order.
  package var providers: [ProviderState] = []
  /// What changed, newest first, at most `Board.changesKept`.
  package var changes: [Change] = []
  /// Databases that are not fine.
  package var stores: [StoreHealth] = []

  package init() {}

  /// How many changes a board carries; more are in the store.
  package static let changesKept = 100
  /// How many finished calls a row carries.
  package static let callsKept = 60
  /// One each quarter of an hour for a day.
  package static let samplesKept = 96
  /// Minutes in the sparkline.
  package static let minutesKept = 10
  /// Points behind a meter's forecast.
  package static let pointsKept = 48
  /// Applications a row names.
  package static let applicationsKept = 20

  /// The row of a provider.
  package subscript(id: ProviderID) -> ProviderState? {
    providers.first { $0.id == id }
  }
}
