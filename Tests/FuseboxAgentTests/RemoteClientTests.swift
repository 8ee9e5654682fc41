import FuseboxAgent
import FuseboxCore
import FuseboxTestSupport
import FuseboxWire
import Testing

/// A client whose agent is of another version: it says so by version, and guards all the same.
struct RemoteClientTests {
  private static let other = CommandRefusal.otherVersion(agent: "0.3.0", own: "0.1.0")

  /// An agent that says `version` of itself, and answers anything else with these bytes.
  private func agent(
    _ version: String, status: Int = 200, says text: String
  ) -> (RemoteClient, ScriptedTransport) {
    let transport = ScriptedTransport { request in
      let isHealth = request.url.hasSuffix("/healthz")
      let health = #"{"schema":1,"alive":true,"version":"\#(version)"}"#
      return HTTPAnswer(
        status: isHealth ? 200 : status, headers: [], body: Array((isHealth ? health : text).utf8),
        reach: Reach(host: "localhost", isPublic: false, connected: true))
    }
    let client = RemoteClient(
      transport: transport, loop: ManualLoop(), version: "0.1.0")
    return (client, transport)
  }

  @Test(arguments: [
    #"{"schema":9,"now":"2026-11-23T14:32:07Z","board":{}}"#, #"{"schema":2,"board":{"seq":1}}"#,
    "<html>",
  ])
  func `a board that cannot be read names both versions`(_ board: String) async {
    let (client, _) = agent("0.3.0", says: board)
    await #expect(throws: Self.other) { _ = try await client.board() }
    await #expect(throws: Self.other) { try await client.checkVersion() }
  }

  @Test func `lists, receipts and a command that is not understood name both versions`() async {
    let (client, _) = agent("0.3.0", says: #"{"schema":9}"#)
    await #expect(throws: Self.other) { _ = try await client.audit(provider: nil, limit: 1) }
    let command = Command(
      kind: .trip, provider: "stripe", actor: Actor(name: "mara", nameSource: "login", uid: 1))
    await #expect(throws: Self.other) { _ = try await client.perform(command) }
    let (strict, _) = agent(
      "0.3.0", status: 400,
      says: #"{"schema":1,"error":{"code":"unknown_schema","message":"of schema 1"}}"#)
    await #expect(throws: Self.other) { _ = try await strict.perform(command) }
  }

  @Test func `an agent of the same version that answers nonsense is not of another one`() async {
    let (client, _) = agent("0.1.0", says: "{}")
    await #expect(throws: CommandRefusal.self) { _ = try await client.board() }
    await #expect(throws: Never.self) { try await client.checkVersion() }
  }

  @Test func `a call is guarded without a board, whatever else a newer agent says`() async throws {
    let (client, transport) = agent(
      "0.3.0", says: #"{"schema":9,"permit":"p7","state":"permit","zone":{"name":"eu"}}"#)
    let reply = try await client.admit("stripe", client: "guard")
    #expect(reply.permit == "p7")
    #expect(transport.requests.map(\.url) == ["http://localhost/v1/permits"])
  }

  @Test(arguments: [
    (200, "{}", AdmitFailure.unreadable(agent: "0.3.0", own: "0.1.0")),
    (500, "", .unreadable(agent: "0.3.0", own: "0.1.0")), (404, "", .noBreaker("stripe")),
  ])
  func `what keeps a call from being guarded is said`(
    _ status: Int, _ text: String, _ expected: AdmitFailure
  ) async {
    let (client, _) = agent("0.3.0", status: status, says: text)
    await #expect(throws: expected) { _ = try await client.admit("stripe", client: "guard") }
  }

  @Test func `an agent that cannot be asked is not one that does not answer`() async throws {
    func client(_ kind: TransportFailure.Kind) -> RemoteClient {
      let transport = ScriptedTransport { _ throws(TransportFailure) in
        throw TransportFailure(
          kind: kind, detail: "no libcurl",
          reach: Reach(host: "localhost", isPublic: false, connected: false))
      }
      return RemoteClient(transport: transport, loop: ManualLoop(), version: "0.1.0")
    }
    let notAsked = AdmitFailure.notAsked("no libcurl")
    await #expect(throws: notAsked) { _ = try await client(.refusedHere).isAlive() }
    await #expect(throws: notAsked) {
      _ = try await client(.refusedHere).admit("stripe", client: "guard")
    }
    #expect(try await client(.connect).isAlive() == false)
    await #expect(throws: AdmitFailure.noAgent) {
      _ = try await client(.deadline).admit("stripe", client: "guard")
    }
  }
}
