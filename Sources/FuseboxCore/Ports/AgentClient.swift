/// The agent as a screen or a command sees it: in the same process or over its socket.
package protocol AgentClient: Sendable {
  /// The newest board now and after every event; older ones are dropped, never queued. Ends when
  /// the agent is gone for good.
  func boards() async -> AsyncStream<Board>
  /// The rows of a board as the agent judged them at that board's own time, worst first; nil when
  /// it did not, or is too far away to be asked: then `Judge` has them.
  func rows(of board: Board) async -> [Assessment]?
  /// Carries out a person's command; returns the audit record for a change, nil for a refresh
  /// or a probe of a closed breaker.
  func perform(_ command: Command) async throws(CommandRefusal) -> AuditRecord?
  /// Stored changes of a provider, newest first.
  func changes(
    provider: ProviderID?, since: WallTime?, limit: Int
  ) async throws(CommandRefusal) -> [Change]
  /// Audit rows, newest first.
  func audit(
    provider: ProviderID?, limit: Int
  ) async throws(CommandRefusal) -> [AuditRecord]
}
