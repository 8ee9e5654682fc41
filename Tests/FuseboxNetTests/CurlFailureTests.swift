import FuseboxCore
import FuseboxNet
import Foundation
import Testing

/// Servers that do everything wrong, and requests that are not sent.
@Suite(.timeLimit(.minutes(1))) struct CurlFailureTests {
  /// What a server does after it read the request.
  struct Misdeed: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let kind: TransportFailure.Kind
    let act: @Sendable (Peer) -> Void
  }

  static let misdeeds = [
    Misdeed(testDescription: "closes without a word", kind: .cut) { _ in },
    Misdeed(testDescription: "resets", kind: .cut) { $0.reset() },
    Misdeed(testDescription: "cuts the body short", kind: .cut) {
      $0.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    },
    Misdeed(testDescription: "cuts a chunk short", kind: .cut) {
      $0.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal")
    },
    Misdeed(testDescription: "answers no HTTP", kind: .garbage) { $0.write("-ERR what?\r\n") },
    Misdeed(testDescription: "answers noise", kind: .garbage) {
      $0.write((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 131 | 1) })
    },
    Misdeed(testDescription: "calls plain bytes gzip", kind: .garbage) {
      $0.write(httpAnswer("not packed", fields: ["Content-Encoding: gzip"]))
    },
    Misdeed(testDescription: "sends more than the cap", kind: .tooLarge) {
      $0.write(httpAnswer(String(repeating: "x", count: 1025)))
    },
    Misdeed(testDescription: "sends a body without end", kind: .tooLarge) { peer in
      peer.write("HTTP/1.1 200 OK\r\n\r\n")
      for _ in 0..<64 { peer.write([UInt8](repeating: 0x78, count: 1024)) }
    },
    Misdeed(testDescription: "sends a head without end", kind: .tooLarge) { peer in
      peer.write("HTTP/1.1 200 OK\r\n")
      for _ in 0..<80 { peer.write("X-Filler: \(String(repeating: "x", count: 1000))\r\n") }
    },
    Misdeed(testDescription: "sends a header line beyond libcurl's cap", kind: .tooLarge) { peer in
      peer.write("HTTP/1.1 200 OK\r\nX: \(String(repeating: "x", count: 200_000))\r\n\r\n")
    },
    Misdeed(testDescription: "sends a status line beyond it", kind: .tooLarge) { peer in
      peer.write("HTTP/1.1 200 \(String(repeating: "x", count: 200_000))\r\n\r\n")
    },
    Misdeed(testDescription: "never answers", kind: .deadline) { $0.waitForClose() },
    Misdeed(testDescription: "stops within the body", kind: .deadline) { peer in
      peer.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
      peer.waitForClose()
    },
  ]

  @Test(arguments: misdeeds)
  func `each misdeed of a server has its kind`(misdeed: Misdeed) async throws {
    let server = try LoopbackServer { peer in
      if peer.readRequest() != nil { misdeed.act(peer) }
    }
    defer { server.stop() }
    let url = server.url
    let failed = await failure { () throws(TransportFailure) in
      let deadline: Duration = misdeed.kind == .deadline ? .milliseconds(300) : .seconds(10)
      return try await CurlTransport().send(
        HTTPRequest(url: url, deadline: deadline, bodyCap: 1024))
    }
    #expect(failed?.kind == misdeed.kind)
    #expect(failed?.detail.isEmpty == false)
    #expect(failed?.reach == Reach(host: "127.0.0.1", isPublic: false, connected: true))
    #expect((failed?.timings.total ?? 0) > 0)
  }

  @Test func `a call ends when its deadline passes and not before`() async throws {
    let server = try LoopbackServer { $0.waitForClose() }
    defer { server.stop() }
    let url = server.url
    let failed = await failure { () throws(TransportFailure) in
      try await CurlTransport().send(HTTPRequest(url: url, deadline: .milliseconds(100)))
    }
    #expect(failed?.kind == .deadline)
    #expect((100_000...1_000_000).contains(failed?.timings.total ?? 0))
  }

  @Test func `a kept connection that falls silent proves no network`() async throws {
    let server = try LoopbackServer { peer in
      _ = peer.readRequest()
      peer.write(httpAnswer())
      peer.waitForClose()
    }
    defer { server.stop() }
    let transport = CurlTransport()
    let url = server.url
    _ = try await transport.send(HTTPRequest(url: url))
    let failed = await failure { () throws(TransportFailure) in
      try await transport.send(HTTPRequest(url: url, deadline: .milliseconds(300)))
    }
    #expect(failed?.kind == .deadline)
    #expect(failed?.reach.connected == false)
    #expect(server.connections == 1)
  }

  @Test func `nobody listening is a failed connect`() async throws {
    let server = try LoopbackServer { _ in }
    let url = server.url
    server.stop()
    let failed = await failure { () throws(TransportFailure) in
      try await CurlTransport().send(HTTPRequest(url: url))
    }
    #expect(failed?.kind == .connect)
    #expect(failed?.reach.connected == false)
  }

  @Test func `a name that does not exist is a failed lookup`() async {
    let failed = await failure { () throws(TransportFailure) in
      try await CurlTransport().send(HTTPRequest(url: "http://nobody.invalid/"))
    }
    #expect(failed?.kind == .lookup)
    #expect(failed?.reach == Reach(host: "nobody.invalid", isPublic: true, connected: false))
  }

  @Test(arguments: [
    HTTPRequest(url: ""), HTTPRequest(url: "status"), HTTPRequest(url: "file:///etc/passwd"),
    HTTPRequest(url: "redis://127.0.0.1:6379"), HTTPRequest(url: "http://user:word@127.0.0.1/"),
    HTTPRequest(url: "http://127.0.0.1/a b"), HTTPRequest(url: "http://127.0.0.1/\u{0}"),
    HTTPRequest(method: "GET /x HTTP/1.1\r\nX: ", url: "http://127.0.0.1/"),
    HTTPRequest(url: "http://127.0.0.1/", headers: [HTTPField("A", "b\r\nX-Smuggled: c")]),
    HTTPRequest(url: "http://127.0.0.1/", headers: [HTTPField("A:\r\nB", "c")]),
    HTTPRequest(
      url: "http://127.0.0.1/", validators: Validators(etag: "a\nb", lastModified: nil)),
  ])
  func `what cannot be asked is refused here`(request: HTTPRequest) async {
    let failed = await failure { () throws(TransportFailure) in
      try await CurlTransport().send(request)
    }
    #expect(failed?.kind == .refusedHere)
  }

  @Test func `stopping ends what is pending and refuses what comes`() async throws {
    let asked = Signals<Void>()
    let server = try LoopbackServer { peer in
      _ = peer.readRequest()
      asked.report(())
      peer.waitForClose()
    }
    defer { server.stop() }
    let thread = CurlThread()
    let transport = CurlTransport(on: thread)
    let url = server.url
    async let pending = failure { () throws(TransportFailure) in
      try await transport.send(HTTPRequest(url: url, deadline: .seconds(50)))
    }
    _ = await asked.next()
    thread.stop()
    #expect(await pending?.kind == .stopped)
    let late = await failure { () throws(TransportFailure) in
      try await transport.send(HTTPRequest(url: url))
    }
    #expect(late?.kind == .stopped)
  }
}
