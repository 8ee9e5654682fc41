import FuseboxCore
import FuseboxTestSupport
import FuseboxWire
import Testing

@testable import FuseboxAgent

/// What the control socket answers, without a socket.
@Suite struct ControlRoutesTests {
  static let uid: UInt32 = 1000

  static func ask(
    _ agent: Agent, _ method: String, _ path: String, body: [UInt8] = [], peer: UInt32? = uid
  ) async -> (status: Int, text: String) {
    let request = Inbound(method: method, path: path, body: body, peerUID: peer)
    let answer = await ControlRoutes(agent: agent, uid: uid).answer(request)
    guard case .bytes(let bytes) = answer.body else { return (answer.status, "") }
    return (answer.status, String(decoding: bytes, as: UTF8.self))
  }

  @Test(arguments: [nil, 1001] as [UInt32?])
  func `another user's process is not answered`(peer: UInt32?) async throws {
    let agent = try await BreakerCommandTests.agent()
    #expect(await Self.ask(agent, "GET", "/v1/board", peer: peer).status == 403)
  }

  @Test func `who did it is whom the kernel names, and no escape sequence gets into the audit`()
    async throws
  {
    let agent = try await BreakerCommandTests.agent()
    var command = BreakerCommandTests.command(.trip)
    command.actor = Actor(
      name: "mal\u{1B}[2Jory", nameSource: "login", uid: 4242, tty: "\u{1B}]0;x\u{07}",
      sshClient: "\u{202E}1.2.3.4")
    let body = try CommandCodec.encode(command)
    let answer = await Self.ask(agent, "POST", "/v1/breakers/github/trip", body: body)
    #expect(answer.status == 200)
    let actor = try #require(await agent.board["github"]?.breaker.lastChange?.actor)
    #expect(actor.uid == Self.uid)
    for text in [actor.name, actor.tty, actor.sshClient] {
      #expect(text == TerminalSafe(text, cap: 100).text && !text.contains("\u{1B}"))
    }
  }

  @Test func `refresh of everything is accepted, a path that names another provider is not`()
    async throws
  {
    let agent = try await BreakerCommandTests.agent()
    var command = BreakerCommandTests.command(.refresh)
    command.provider = ""
    let body = try CommandCodec.encode(command)
    #expect(await Self.ask(agent, "POST", "/v1/breakers/all/refresh", body: body).status == 200)
    let trip = try CommandCodec.encode(BreakerCommandTests.command(.trip))
    #expect(await Self.ask(agent, "POST", "/v1/breakers/stripe/trip", body: trip).status == 400)
    #expect(await agent.board["github"]?.breaker.override == nil)
  }

  static func permit(_ agent: Agent) async throws -> String {
    let wish = try AdmitRequest(provider: "github", client: "app").encoded()
    let answer = await ask(agent, "POST", "/v1/permits", body: wish)
    return try #require(AdmitReply(decoding: Array(answer.text.utf8)).permit)
  }

  @Test func `a throttled call pauses for as long as the provider said`() async throws {
    let agent = try await BreakerCommandTests.agent()
    let permit = try await Self.permit(agent)
    let report = try DoneRequest(
      outcome: "throttled", milliseconds: 5, retryAfterMilliseconds: 600_000
    ).encoded()
    #expect(await Self.ask(agent, "PUT", "/v1/permits/\(permit)", body: report).status == 200)
    await agent.expire(at: agent.now)
    #expect(
      await agent.board["github"]?.breaker.status?.pausedUntil == agent.now.wall + .seconds(600))
  }

  @Test func `a permit given back is gone and counts as nothing`() async throws {
    let agent = try await BreakerCommandTests.agent()
    let permit = try await Self.permit(agent)
    #expect(await Self.ask(agent, "DELETE", "/v1/permits/\(permit)").status == 200)
    #expect(await Self.ask(agent, "DELETE", "/v1/permits/\(permit)").status == 404)
    await agent.expire(at: agent.now)
    #expect(await agent.board["github"]?.breaker.status?.window.calls == 0)
  }

  @Test func `a permit that is no number is said to be none`() async throws {
    let agent = try await BreakerCommandTests.agent()
    let report = try DoneRequest(outcome: "success", milliseconds: 1).encoded()
    let answer = await Self.ask(agent, "PUT", "/v1/permits/abc", body: report)
    #expect(answer.status == 404 && answer.text.contains("no_permit"))
  }

  @Test(
    arguments: [
      ("/v1/permits", nil, "calls"), ("/v1/permits/abc", nil, "calls"),
      ("/v1/events", nil, "streams"), ("/v1/events", "screen", "screens"),
      ("/v1/breakers/github/trip", nil, "people"), ("/v1/board", nil, "people"),
      ("/healthz", nil, "people"),
    ] as [(String, String?, String)])
  func `applications, their streams, screens and people have places of their own`(
    path: String, reader: String?, share: String
  ) {
    let query = reader.map { [HTTPField("for", $0)] } ?? []
    #expect(ControlRoutes.share(of: Inbound(method: "GET", path: path, query: query)).name == share)
  }

  @Test func `somebody always waits who can be closed for a newcomer`() {
    let paths = ["/v1/permits", "/v1/events", "/v1/board"]
    var shares = paths.map { ControlRoutes.limits.share(Inbound(method: "GET", path: $0)) }
    let screen = [HTTPField("for", "screen")]
    shares.append(
      ControlRoutes.limits.share(Inbound(method: "GET", path: "/v1/events", query: screen)))
    #expect(shares.map(\.places).reduce(0, +) < ControlRoutes.limits.connections)
  }
}
