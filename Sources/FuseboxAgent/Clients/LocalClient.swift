import FuseboxCore

/// The agent in this process.
package struct LocalClient: AgentClient {
  private let agent: Agent

  package init(_ agent: Agent) { self.agent = agent }

  package func boards() async -> AsyncStream<Board> { await agent.boards() }

  package func rows(of board: Board) async -> [Assessment]? { await agent.rows(of: board) }

  package func perform(_ command: Command) async throws(CommandRefusal) -> AuditRecord? {
    try await agent.perform(command)
  }

  package func changes(
    provider: ProviderID?, since: WallTime?, limit: Int
  ) async throws(CommandRefusal) -> [Change] {
    try await agent.changes(provider: provider, since: since, limit: limit)
  }

  package func audit(
    provider: ProviderID?, limit: Int
  ) async throws(CommandRefusal) -> [AuditRecord] {
    try await agent.audit(provider: provider, limit: limit)
  }
}
