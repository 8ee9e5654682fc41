import FuseboxCore
import FuseboxNet
import Testing

/// A caller that goes away takes its connection along.
@Suite(.timeLimit(.minutes(1))) struct CancellationTests {
  /// A call that its server leaves without an end.
  struct Endless: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// What the server says before it falls silent.
    var answer = ""
    let call: @Sendable (_ port: Int) async -> TransportFailure?
  }

  static let endless = [
    Endless(testDescription: "an HTTP call") { port in
      await failure { () throws(TransportFailure) in
        try await CurlTransport().send(
          HTTPRequest(url: "http://127.0.0.1:\(port)", deadline: .seconds(50)))
      }
    },
    Endless(testDescription: "a stream", answer: "HTTP/1.1 200 OK\r\n\r\ndata: 1\n\n") { port in
      await failure { () throws(TransportFailure) in
        try await CurlTransport().stream(HTTPRequest(url: "http://127.0.0.1:\(port)")) { _ in }
      }
    },
    Endless(testDescription: "a Redis call") { port in
      let origin = Origin(scheme: "redis", host: "127.0.0.1", port: port)
      return await failure { () throws(TransportFailure) in
        try await RedisLink().run(
          [["PING"]], on: RedisTarget(origin: origin), deadline: .seconds(50), byteCap: 1024)
      }
    },
  ]

  /// The median of nine: a busy machine may hold up any one thread.
  @Test(arguments: endless)
  func `the server sees a cancelled call close within a tenth of a second`(
    endless: Endless
  ) async throws {
    let asked = Signals<Void>()
    let closed = Signals<ContinuousClock.Instant>()
    let server = try LoopbackServer { peer in
      _ = peer.read()
      peer.write(endless.answer)
      asked.report(())
      peer.waitForClose()
      closed.report(.now)
    }
    defer { server.stop() }
    var waits: [Duration] = []
    for _ in 0..<9 {
      let call = Task { await endless.call(server.port) }
      _ = await asked.next()
      let cancelledAt = ContinuousClock.now
      call.cancel()
      waits.append(try #require(await closed.next()) - cancelledAt)
      #expect(await call.value?.kind == .cancelled)
    }
    #expect(waits.sorted()[4] < .milliseconds(100))
  }

  @Test func `a call cancelled before it starts never reaches the server`() async throws {
    let server = try LoopbackServer { $0.serve { _ in httpAnswer() } }
    defer { server.stop() }
    let transport = CurlTransport()
    let url = server.url
    let never = Signals<Void>()
    let call = Task {
      _ = await never.next()
      return await failure { () throws(TransportFailure) in
        try await transport.send(HTTPRequest(url: url))
      }
    }
    call.cancel()
    #expect(await call.value?.kind == .cancelled)
    _ = try await transport.send(HTTPRequest(url: url))
    #expect(server.connections == 1)
  }

  @Test func `fifty calls cancelled at any moment each end once`() async throws {
    let server = try LoopbackServer { $0.waitForClose() }
    defer { server.stop() }
    let transport = CurlTransport()
    let url = server.url
    let kinds = await withTaskGroup(of: TransportFailure.Kind?.self) { group in
      for _ in 0..<50 {
        group.addTask {
          let call = Task {
            await failure { () throws(TransportFailure) in
              try await transport.send(HTTPRequest(url: url, deadline: .seconds(50)))
            }
          }
          await Task.yield()
          call.cancel()
          return await call.value?.kind
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(kinds == Array(repeating: .cancelled, count: 50))
  }
}
