import FuseboxAgent
import FuseboxCore
import FuseboxSimulator
import FuseboxWire

/// The control socket for the demo's application, as any application would use it.
struct SocketPermits: PermitClient {
  let client: RemoteClient

  func admit(_ provider: ProviderID, client name: String) async -> PermitAnswer {
    guard let reply = try? await client.admit(provider, client: name) else { return .unguarded }
    guard let permit = reply.permit else {
      return .refused(
        why: reply.why, retryAfter: reply.retryAfterMilliseconds.map { .milliseconds($0) })
    }
    return .permit(id: permit)
  }

  func done(_ permit: String, outcome: Outcome, milliseconds: Int64) async {
    let report = DoneRequest(outcome: outcome.label, milliseconds: milliseconds)
    await client.done(permit, report)
  }
}
