import FuseboxCore
import FuseboxWire

/// The agent of another process, over its control socket. It folds the same events by the same
/// function, so a board here is the board there.
package struct RemoteClient: AgentClient {
  private let transport: any Transport
  private let loop: any Loop
  private let version: String

  /// - Parameters:
  ///   - transport: connected to the agent's unix socket.
  ///   - loop: the transport's, if it has one; boards are folded there.
  ///   - version: this program's, named where the agent is of another that does not read ours.
  package init(transport: any Transport, loop: any Loop, version: String) {
    self.transport = transport
    self.loop = loop
    self.version = version
  }

  /// Lost connections are made again once a second; meanwhile no board comes, and the screen says
  /// that the agent is lost.
  package func boards() -> AsyncStream<Board> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Board.self, bufferingPolicy: .bufferingNewest(1))
    // On the loop, where the events arrive: a pool thread between would wake for each.
    let follower = Task(executorPreference: loop.executor) {
      while !Task.isCancelled {
        await follow(continuation)
        let again = loop.now.monotonic + .seconds(1)
        guard (try? await loop.sleep(until: again)) != nil else { break }
      }
      continuation.finish()
    }
    continuation.onTermination = { _ in follower.cancel() }
    return stream
  }

  /// nil: to judge here costs less than to ask.
  package func rows(of board: Board) -> [Assessment]? { nil }

  private func follow(_ continuation: AsyncStream<Board>.Continuation) async {
    guard var board = try? await board() else { return }
    continuation.yield(board)
    let (chunks, feed) = AsyncStream.makeStream(of: [UInt8].self)
    let request = Self.request("GET", "/v1/events?after=\(board.seq)&for=screen")
    let transfer = Task(executorPreference: loop.executor) { [transport] in
      _ = try? await transport.stream(request) { feed.yield($0) }
      feed.finish()
    }
    defer { transfer.cancel() }
    var parser = EventStreamParser()
    for await chunk in chunks {
      guard let events = try? parser.feed(chunk) else { return }
      for event in events {
        // An event of a newer agent that we cannot read is skipped: the next board has its effect.
        guard let envelope = try? EnvelopeCodec.decode(Array(event.data.utf8)) else { continue }
        board.apply(envelope)
      }
      continuation.yield(board)
    }
  }

  /// Whether an agent answers, soon: also one of another version, whose board we cannot read. Fails
  /// when this side cannot ask at all, which says nothing of the agent.
  package func isAlive() async throws(AdmitFailure) -> Bool {
    do {
      return try await health().status == 200
    } catch {
      guard error.kind == .refusedHere else { return false }
      throw .notAsked(error.detail)
    }
  }

  private func health() async throws(TransportFailure) -> HTTPAnswer {
    try await transport.send(Self.request("GET", "/healthz", deadline: Self.patience))
  }

  /// The agent's version, if it says one.
  private func agentVersion() async -> String? {
    (try? await health()).flatMap { AliveCodec.version($0.body) }
  }

  /// What to say when one does not read the other: the versions, unless they are the same.
  private func unreadable(_ why: String) async -> CommandRefusal {
    let agent = await agentVersion()
    return agent == version ? .agentLost(why) : .otherVersion(agent: agent, own: version)
  }

  /// Fails only when the agent is of a version whose board this one cannot read.
  package func checkVersion() async throws(CommandRefusal) {
    do throws(CommandRefusal) {
      _ = try await board()
    } catch {
      if case .otherVersion = error { throw error }
    }
  }

  /// How long a caller waits who has a call of its own to make.
  private static let patience = Duration.seconds(1)

  /// The board as it is now.
  package func board() async throws(CommandRefusal) -> Board {
    try await ask(Self.request("GET", "/v1/board")) { body throws(WireError) in
      try BoardCodec.decode(body).board
    }
  }

  /// The answer to a request, or in words why there is none that can be read.
  private func ask<Value>(
    _ request: HTTPRequest, _ decode: ([UInt8]) throws(WireError) -> Value
  ) async throws(CommandRefusal) -> Value {
    let answer: HTTPAnswer
    do {
      answer = try await transport.send(request)
    } catch {
      throw .agentLost(error.detail)
    }
    guard answer.status == 200 else { throw await refused(answer) }
    do {
      return try decode(answer.body)
    } catch {
      throw await unreadable(error.sentence)
    }
  }

  private func refused(_ answer: HTTPAnswer) async -> CommandRefusal {
    guard let refusal = try? RefusalCodec.decode(answer.body) else {
      return .agentLost("it answered \(answer.status)")
    }
    // What we said was not understood.
    guard answer.status == 400, case .agentLost(let why) = refusal else { return refusal }
    return await unreadable(why)
  }

  package func perform(_ command: Command) async throws(CommandRefusal) -> AuditRecord? {
    let action = command.kind == .resetWithProbe ? "reset" : command.kind.rawValue
    let name = command.provider.rawValue.isEmpty ? "all" : command.provider.rawValue
    let body: [UInt8]
    do {
      body = try CommandCodec.encode(command)
    } catch {
      throw .agentLost(error.sentence)
    }
    return try await ask(
      Self.request("POST", "/v1/breakers/\(name)/\(action)", body: body), ReceiptCodec.decode)
  }

  package func changes(
    provider: ProviderID?, since: WallTime?, limit: Int
  ) async throws(CommandRefusal) -> [Change] {
    var path = "/v1/changes?limit=\(limit)"
    if let provider { path += "&provider=\(provider)" }
    if let since { path += "&since=\(since.rfc3339)" }
    return try await ask(Self.request("GET", path), ChangeListCodec.decode)
  }

  package func audit(
    provider: ProviderID?, limit: Int
  ) async throws(CommandRefusal) -> [AuditRecord] {
    var path = "/v1/audit?limit=\(limit)"
    if let provider { path += "&provider=\(provider)" }
    return try await ask(Self.request("GET", path), AuditListCodec.decode)
  }

  /// Asks for a call of an application, by the permits' route alone: it needs no board.
  /// - Parameter lease: how long the call may take; nil: the agent's default.
  package func admit(
    _ provider: ProviderID, client: String, lease: Duration? = nil
  ) async throws(AdmitFailure) -> AdmitReply {
    let wish = AdmitRequest(
      provider: provider, client: client, leaseMilliseconds: lease?.milliseconds)
    let body = (try? wish.encoded()) ?? []
    let request = Self.request("POST", "/v1/permits", body: body, deadline: Self.patience)
    let answer: HTTPAnswer
    do {
      answer = try await transport.send(request)
    } catch {
      throw error.kind == .refusedHere ? .notAsked(error.detail) : .noAgent
    }
    if answer.status == 404 { throw .noBreaker(provider) }
    guard answer.status == 200, let reply = try? AdmitReply(decoding: answer.body) else {
      throw .unreadable(agent: await agentVersion(), own: version)
    }
    return reply
  }

  /// Reports a call's end; false when the permit is gone or the agent does not answer.
  @discardableResult
  package func done(_ permit: String, _ report: DoneRequest) async -> Bool {
    guard let body = try? report.encoded() else { return false }
    let request = Self.request("PUT", "/v1/permits/\(permit)", body: body, deadline: Self.patience)
    return (try? await transport.send(request))?.status == 200
  }

  /// Gives a permit back: the call was not made, or says nothing of the provider.
  package func cancel(_ permit: String) async {
    let request = Self.request("DELETE", "/v1/permits/\(permit)", deadline: Self.patience)
    _ = try? await transport.send(request)
  }

  private static func request(
    _ method: String, _ path: String, body: [UInt8] = [], deadline: Duration = .seconds(10)
  ) -> HTTPRequest {
    HTTPRequest(
      method: method, url: "http://localhost\(path)",
      headers: [HTTPField("Content-Type", "application/json")], body: body,
      deadline: deadline, bodyCap: 16 << 20)
  }
}
