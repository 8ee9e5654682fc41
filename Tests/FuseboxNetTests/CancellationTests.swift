import FuseboxCore
import FuseboxNet
import Testing

/// A caller that goes away takes its connection along.
@Suite(.timeLimit(.minutes(1))) struct CancellationTests {
  @Test func `the server sees a cancelled call close within a tenth of a second`() async throws {
    let asked = Signals<Void>()
    let closed = Signals<ContinuousClock.Instant>()
    let server = try LoopbackServer { peer in
      _ = peer.readRequest()
      asked.report(())
      peer.waitForClose()
      closed.report(.now)
    }
    defer { server.stop() }
    let transport = CurlTransport()
    let url = server.url
    let call = Task {
      await failure { () throws(TransportFailure) in
        try await transport.send(HTTPRequest(url: url, deadline: .seconds(50)))
      }
    }
    _ = await asked.next()
    let cancelledAt = ContinuousClock.now
    call.cancel()
    let closedAt = try #require(await closed.next())
    #expect(closedAt - cancelledAt < .milliseconds(100))
    #expect(await call.value?.kind == .cancelled)
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
