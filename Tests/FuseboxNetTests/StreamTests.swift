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
    let chunks = Signals<[UInt8]>()
    let gate = DispatchSemaphore(value: 0)
    let server = try LoopbackServer { peer in
      // The stream's request, then that of the call beside it.
      guard peer.readRequest()?.contains("/stream") == true else { return peer.waitForClose() }
      peer.write(Self.head + "data: 1\n\n")
      gate.wait()
    }
    defer { server.stop() }
    let url = server.url
    let transport = CurlTransport()
    let deadline = Duration.milliseconds(500)
    async let answer = transport.stream(HTTPRequest(url: url + "/stream", deadline: deadline)) {
      chunks.report($0)
    }
    _ = await chunks.next()
    // It started later with the same deadline: when it ends, the stream's has passed.
    let silent = await failure { () throws(TransportFailure) in
      try await transport.stream(HTTPRequest(url: url, deadline: deadline)) { _ in }
    }
    gate.signal()
    #expect(silent?.kind == .deadline)
    #expect(try await answer.status == 200)
  }
}
