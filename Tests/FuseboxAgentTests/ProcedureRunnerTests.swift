import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxAgent
@testable import FuseboxProviders

/// Procedures of several steps, carried out.
struct ProcedureRunnerTests {
  private static let context = CallContext(
    provider: "fcm", base: "https://api.example.com",
    now: WallTime(milliseconds: 1_795_444_327_000))
  private static let reach = Reach(host: "api.example.com", isPublic: true, connected: true)

  /// A token from one place, then a write with it, then the removal of what was written.
  private static func procedure() -> any Procedure {
    let minting = OneCall(HTTPRequest(method: "POST", url: "https://token.example.com")) { answer in
      guard answer.status == 200 else { return Classify.result(of: answer, in: context) }
      let token = MintedToken(
        Secret("minted-0123"), expiresAt: context.now + .seconds(3600))
      return OperationResult(outcome: .success, token: token)
    }
    let write = Operation(name: "things.create", signal: .probe) { context in
      WriteThenCleanUp(
        HTTPRequest(method: "PUT", url: "https://api.example.com/things"),
        read: { answer in
          answer.field("X-Lacking") == nil
            ? Classify.result(of: answer, in: context)
            : OperationResult(outcome: .failure(.server), reason: "answered without a thing")
        },
        removal: { _ in HTTPRequest(method: "DELETE", url: "https://api.example.com/things/7") },
        named: "things.delete")
    }
    return TokenThenCall(
      TokenAsk(TokenID("fcm", "things"), name: "oauth2.token", mint: minting), as: "access",
      then: write, in: context)
  }

  /// - Parameter statuses: what each method is answered with, 200 where it stands for none.
  private static func runner(
    _ statuses: [String: Int], headers: [HTTPField] = []
  ) -> (ProcedureRunner, ScriptedTransport) {
    let transport = ScriptedTransport { request throws(TransportFailure) in
      HTTPAnswer(status: statuses[request.method] ?? 200, headers: headers, reach: reach)
    }
    let ports = AgentPorts(
      transport: transport, keyValue: NoRedis(), journal: MemoryJournal(), loop: ManualLoop())
    return (ProcedureRunner(ports), transport)
  }

  @Test func `each step is a call of its own, the write tells, the token is kept`() async throws {
    let (runner, transport) = Self.runner([:])
    for _ in 1...2 {
      let done = try #require(
        await runner.run(Self.procedure(), named: "things.create", in: Self.context))
      #expect(done.result.outcome == .success && done.result.notes.isEmpty)
      let telling = done.telling.map { done.steps[$0].name }
      #expect(telling == "things.create")
      #expect(Set(done.minted.map { $0.reveal() }) == ["minted-0123"])
    }
    #expect(transport.requests.map(\.method) == ["POST", "PUT", "DELETE", "PUT", "DELETE"])
  }

  @Test func `a clean-up that fails is a note, and no fault of the provider's call`() async throws {
    let (runner, _) = Self.runner(["DELETE": 500])
    let done = try #require(
      await runner.run(Self.procedure(), named: "things.create", in: Self.context))
    #expect(done.result.outcome == .success)
    #expect(done.result.notes == ["what it wrote could not be removed: 500"])
    #expect(done.steps.map(\.isPart) == [true, false, true])
    #expect(done.steps.last?.outcome == .failure(.server))
  }

  @Test func `a write that was taken is removed, also when its answer is no use`() async throws {
    let (runner, transport) = Self.runner([:], headers: [HTTPField("X-Lacking", "id")])
    let done = try #require(
      await runner.run(Self.procedure(), named: "things.create", in: Self.context))
    #expect(done.result.outcome == .failure(.server) && done.result.notes.isEmpty)
    #expect(done.telling.map { done.steps[$0].name } == "things.create")
    #expect(transport.requests.map(\.method) == ["POST", "PUT", "DELETE"])
  }

  @Test func `a kept token that is refused at the write is minted anew, then all goes on`()
    async throws
  {
    let (runner, transport) = Self.runner([:])
    _ = await runner.run(Self.procedure(), named: "things.create", in: Self.context)
    let refusals = Guarded([401])
    transport.answer { request throws(TransportFailure) in
      let status = request.method == "PUT" ? refusals.withLock { $0.popLast() } : nil
      return HTTPAnswer(status: status ?? 200, reach: Self.reach)
    }
    let done = try #require(
      await runner.run(Self.procedure(), named: "things.create", in: Self.context))
    #expect(done.result.outcome == .success)
    #expect(
      transport.requests.dropFirst(3).map(\.method) == ["PUT", "POST", "PUT", "DELETE"])
  }

  @Test func `a write that fails is told, and nothing is removed`() async throws {
    let (runner, transport) = Self.runner(["PUT": 503])
    let done = try #require(
      await runner.run(Self.procedure(), named: "things.create", in: Self.context))
    #expect(done.result.outcome == .failure(.server))
    #expect(transport.requests.map(\.method) == ["POST", "PUT"])
  }

  @Test func `without a token nothing is written, and the mint's refusal is the reason`()
    async throws
  {
    let (runner, transport) = Self.runner(["POST": 401])
    let done = try #require(
      await runner.run(Self.procedure(), named: "things.create", in: Self.context))
    #expect(done.result.outcome == .credential(.refused))
    #expect(transport.requests.map(\.method) == ["POST"])
    #expect(done.steps.map(\.name) == ["oauth2.token"] && done.telling == 0)
  }
}
