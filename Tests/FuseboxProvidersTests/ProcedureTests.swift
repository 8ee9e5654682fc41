import FuseboxCore
import Testing

@testable import FuseboxProviders

/// Operations of several steps, asked and answered by hand.
@Suite struct ProcedureTests {
  private static let context = CallContext(
    provider: "fcm", base: "https://api.example.com", now: Fixture.now)
  private static let minting = OneCall(HTTPRequest(url: "https://token.example.com")) { _ in
    OperationResult(outcome: .success)
  }
  private static let refusedKey = OperationResult(outcome: .credential(.refused), reason: "refused")

  private static func call() -> TokenThenCall {
    TokenThenCall(
      TokenAsk(TokenID("fcm", "messaging"), name: "oauth2.token", mint: minting), as: "access",
      then: Operation(
        name: "messages.send", signal: .probe,
        request: { $0.get("/send", bearer: "access") },
        read: { Classify.result(of: $0, in: $1, saying: String(decoding: $0.body, as: UTF8.self)) }),
      in: context)
  }

  private static func name(_ ask: Ask?) -> String {
    switch ask {
    case .http(let request, _, _): request.credentials.map { $0.value.reveal() }.joined()
    case .token(let ask): "token besides \(ask.refused?.reveal() ?? "none")"
    case .redis: "redis"
    case nil: "end"
    }
  }

  @Test func `a token comes before the call, which is bound to its own origin`() {
    var call = Self.call()
    var asked = [Self.name(call.next())]
    call.take(.token(Token(Secret("minted-0123"), isCached: false)))
    asked.append(Self.name(call.next()))
    call.take(.http(Fixture.answer(401, "bad token minted-0123")))
    asked.append(Self.name(call.next()))
    #expect(asked == ["token besides none", "Bearer minted-0123", "end"])
    #expect(call.result.outcome == .credential(.refused))
    #expect(call.result.reason == "key refused: bad token •••")
  }

  @Test func `a kept token that is refused is replaced once before anybody is blamed`() {
    var call = Self.call()
    _ = call.next()
    call.take(.token(Token(Secret("old"), isCached: true)))
    _ = call.next()
    call.take(.http(Fixture.answer(401)))
    let again = Self.name(call.next())
    call.take(.token(Token(Secret("new"), isCached: false)))
    let second = Self.name(call.next())
    call.take(.http(Fixture.answer(200)))
    let end = Self.name(call.next())
    #expect([again, second, end] == ["token besides old", "Bearer new", "end"])
    #expect(call.result.outcome == .success)
  }

  @Test func `without a token there is no call, and the refusal says why`() {
    var call = Self.call()
    _ = call.next()
    call.take(.refused(Self.refusedKey))
    let end = Self.name(call.next())
    #expect(end == "end" && call.result.reason == "refused")
  }

  @Test func `a kept token ends a minute before its time`() {
    var cache = TokenCache()
    let id = TokenID("fcm", "messaging")
    cache.keep(MintedToken(Secret("t"), expiresAt: Fixture.now + .seconds(100)), as: id)
    #expect(cache.token(id, at: Fixture.now) == Secret("t"))
    #expect(cache.token(id, besides: Secret("t"), at: Fixture.now) == nil)
    #expect(cache.token(id, at: Fixture.now + .seconds(40)) == nil)
    #expect(cache.token(TokenID("ga4", "messaging"), at: Fixture.now) == nil)
    #expect(cache.secrets(of: "fcm") == [Secret("t")] && cache.secrets(of: "ga4").isEmpty)
  }

  private static func write() -> WriteThenCleanUp {
    WriteThenCleanUp(
      HTTPRequest(method: "POST", url: "https://api.example.com/things"),
      read: { Classify.result(of: $0, in: context) },
      removal: { answer in
        JSONTree(answer.body)?["id"].string.map {
          HTTPRequest(method: "DELETE", url: "https://api.example.com/things/\($0)")
        }
      }, named: "things.delete")
  }

  @Test(
    arguments: [
      (200, []), (404, []), (500, ["what it wrote could not be removed: 500"]),
    ] as [(Int, [String])])
  func `what was written is removed, and what stays is said`(_ status: Int, _ notes: [String]) {
    var write = Self.write()
    _ = write.next()
    write.take(.http(Fixture.answer(200, "{\"id\":\"7\"}")))
    guard case .http(let request, let name, let isPart)? = write.next() else {
      Issue.record("no clean-up")
      return
    }
    #expect(request.method == "DELETE" && name == "things.delete" && isPart)
    write.take(.http(Fixture.answer(status)))
    let end = write.next()
    #expect(end == nil && write.result.outcome == .success && write.result.notes == notes)
  }

  @Test func `a write that failed leaves nothing to remove`() {
    var write = Self.write()
    _ = write.next()
    write.take(.http(Fixture.answer(503)))
    let end = write.next()
    #expect(end == nil && write.result.outcome == .failure(.server))
  }

  @Test func `a call may carry several credentials, each bound to its origin`() {
    var context = Self.context
    context.credentials = ["app": Secret("a"), "key": Secret("k")]
    let secrets = [(header: "X-App", key: "app"), (header: "X-Key", key: "key")]
    let request = context.call("/x", secrets: secrets)
    #expect(request?.credentials.map(\.header) == ["X-App", "X-Key"])
    #expect(request?.credentials.allSatisfy { $0.origin == Origin(context.base) } == true)
    context.credentials["key"] = nil
    #expect(context.call("/x", secrets: secrets) == nil)
  }
}
