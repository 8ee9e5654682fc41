import FuseboxAgent
import FuseboxCore
import FuseboxStore

/// A breaker command while no agent runs: it changes the stored hold, with the same rules, by
/// starting an agent that never polls.
struct OfflineBreakers: Sendable {
  let setup: Setup
  let sleeper: SystemSleeper

  func perform(_ command: Command) async throws(CommandRefusal) -> AuditRecord? {
    let journal = setup.journal(sleeper)
    let ports = AgentPorts(
      transport: NoNetwork(), keyValue: NoNetwork(), journal: journal, sleeper: sleeper)
    let boot = String(UInt64.random(in: .min ... .max), radix: 36)
    let agent = await Agent(settings: setup.settings, ports: ports, boot: boot)
    let result: Result<AuditRecord?, CommandRefusal>
    do throws(CommandRefusal) {
      result = .success(try await agent.perform(command))
    } catch {
      result = .failure(error)
    }
    await journal.close()
    return try result.get()
  }
}

/// Nothing is called while no agent runs.
private struct NoNetwork: Transport, KeyValueLink {
  private static let refusal = TransportFailure(
    kind: .stopped, detail: "no agent runs",
    reach: Reach(host: "", isPublic: false, connected: false))

  func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPAnswer {
    throw Self.refusal
  }

  func stream(
    _ request: HTTPRequest, chunk: @escaping @Sendable ([UInt8]) -> Void
  ) async throws(TransportFailure) -> HTTPAnswer { throw Self.refusal }

  func run(
    _ commands: [[String]], on target: RedisTarget, deadline: Duration, byteCap: Int
  ) async throws(TransportFailure) -> RedisReply { throw Self.refusal }
}
