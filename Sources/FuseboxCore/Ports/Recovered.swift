/// What the agent finds at its start.
package struct Recovered: Sendable {
  /// The last checkpoint with the events after it folded in; an empty board for a new history.
  package var board: Board
  /// Overrides in force, from `fusebox.db`, the authority.
  package var overrides: [Override]
  /// Newest revision of each provider's override, also where it is cleared.
  package var revisions: [ProviderID: Int64]
  /// Where a provider without one in `revisions` begins to count: 0, or, when what is stored could
  /// not be read, so high that its changes come after all that may be stored.
  package var revisionFloor: Int64
  /// The largest sequence number of both files.
  package var seq: Int64
  /// How each file is.
  package var health: [StoreHealth]

  package init(
    board: Board = Board(), overrides: [Override] = [], revisions: [ProviderID: Int64] = [:],
    revisionFloor: Int64 = 0, seq: Int64 = 0, health: [StoreHealth] = []
  ) {
    self.board = board
    self.overrides = overrides
    self.revisions = revisions
    self.revisionFloor = revisionFloor
    self.seq = seq
    self.health = health
  }

  /// With a revision to go on from for each of the providers.
  package func counting(_ providers: [ProviderID]) -> Recovered {
    var recovered = self
    guard revisionFloor > 0 else { return recovered }
    for id in providers where revisions[id] == nil { recovered.revisions[id] = revisionFloor }
    return recovered
  }
}
