import Dispatch
import FuseboxCore
import FuseboxNet
import Testing

/// Answers that come bit by bit and may never end.
@Suite(.timeLimit(.minutes(1))) struct StreamTests {
  private static let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"

  @Test func `chunks arrive as they are sent and the end of the stream is the end`() async throws {
    let chunks = Signals<[UInt8]>()
    let gate = DispatchSemaphore(value: 0)
    let server = try LoopbackServer { peer in
      _ = peer.readRequest()
      peer.write(Self.head + "data: 1\n\n")
      gate.wait()
      peer.write("data: 2\n\n")
    }
    defer { server.stop() }
    let url = server.url
    let transport = CurlTransport()
    async let answer = transport.stream(HTTPRequest(url: url, bodyCap: 4)) { chunks.report($0) }
    #expect(await chunks.next() == Array("data: 1\n\n".utf8))
    gate.signal()
    #expect(await chunks.next() == Array("data: 2\n\n".utf8))
    let end = try await answer
    #expect(end.status == 200)
    #expect(end.body.isEmpty)
  }

  @Test func `the deadline covers the head only`() async throws {
    let transport = CurlTransport()
    let silent = try LoopbackServer { $0.waitForClose() }
    defer { silent.stop() }
    let url = silent.url
    let failed = await failure { () throws(TransportFailure) in
      try await transport.stream(HTTPRequest(url: url, deadline: .milliseconds(100))) { _ in }
    }
    #expect(failed?.kind == .deadline)

    // A call that ends with its deadline shows that the stream's own has long passed.
    let gate = DispatchSemaphore(value: 0)
    let server = try LoopbackServer { peer in
      _ = peer.readRequest()
      peer.write(Self.head)
      gate.wait()
    }
    defer { server.stop() }
    let open = server.url
    async let answer = transport.stream(HTTPRequest(url: open, deadline: .milliseconds(100))) {
      _ in
    }
    _ = await failure { () throws(TransportFailure) in
      try await transport.send(HTTPRequest(url: url, deadline: .milliseconds(250)))
    }
    gate.signal()
    #expect(try await answer.status == 200)
  }

  @Test func `the server sees a cancelled stream close within a tenth of a second`() async throws {
    let chunks = Signals<[UInt8]>()
    let closed = Signals<ContinuousClock.Instant>()
    let server = try LoopbackServer { peer in
      _ = peer.readRequest()
      peer.write(Self.head + "data: 1\n\n")
      peer.waitForClose()
      closed.report(.now)
    }
    defer { server.stop() }
    let url = server.url
    let call = Task {
      await failure { () throws(TransportFailure) in
        try await CurlTransport().stream(HTTPRequest(url: url)) { chunks.report($0) }
      }
    }
    _ = await chunks.next()
    let cancelledAt = ContinuousClock.now
    call.cancel()
    let closedAt = try #require(await closed.next())
    #expect(closedAt - cancelledAt < .milliseconds(100))
    #expect(await call.value?.kind == .cancelled)
  }
}
