import FuseboxCore
import FuseboxListener
import Testing

/// A request comes in whole, an answer goes out as given.
@Suite(.timeLimit(.minutes(1))) struct AnswerTests {
  @Test func `a request arrives with method, path, query, fields and body`() async throws {
    let seen = Guarded<Inbound?>(nil)
    try await listening { inbound in
      seen.withLock { $0 = inbound }
      return said("")
    } use: { port in
      let client = try RawClient(port: port)
      client.write(
        "POST /v1/permits?a=1%202&b=&a=3 HTTP/1.1\r\nHost: x\r\nX-Two: a\r\nx-two: b\r\n"
          + "Content-Length: 5\r\n\r\nhello")
      _ = await client.read(until: "\r\n\r\n")
    }
    let inbound = try #require(seen.withLock { $0 })
    #expect(inbound.method == "POST")
    #expect(inbound.path == "/v1/permits")
    #expect(inbound.query == [HTTPField("a", "1 2"), HTTPField("b", ""), HTTPField("a", "3")])
    #expect(inbound.headers.filter { $0.name.lowercased() == "x-two" }.map(\.value) == ["a", "b"])
    #expect(inbound.body == Array("hello".utf8))
    #expect(inbound.peerUID == nil)
  }

  @Test func `an answer goes out with status, fields, length and body`() async throws {
    let reply = try await listening { _ in
      Outbound(
        status: 503, headers: [HTTPField("Retry-After", "7"), HTTPField("bad name", "x")],
        body: .bytes(Array("busy".utf8)))
    } use: { port in
      let client = try RawClient(port: port)
      client.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      return await client.read()
    }
    #expect(reply.text.hasPrefix("HTTP/1.1 503 "))
    #expect(reply.text.lowercased().contains("\r\nretry-after: 7\r\n"))
    #expect(reply.text.lowercased().contains("\r\ncontent-length: 4\r\n"))
    #expect(!reply.text.contains("bad name"))
    #expect(reply.text.afterHead == "busy")
    #expect(reply.end == .closed)
  }

  @Test func `one connection carries many requests`() async throws {
    let texts = try await listening {
      said("<\($0.path)>")
    } use: { port in
      let client = try RawClient(port: port)
      var texts: [String] = []
      for path in ["/a", "/b", "/c"] {
        client.write("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
        texts.append(await client.read(until: ">").text.afterHead)
      }
      return texts
    }
    #expect(texts == ["</a>", "</b>", "</c>"])
  }

  @Test func `two connections are answered at the same time`() async throws {
    let (both, arrived) = AsyncStream.makeStream(of: Void.self)
    let count = Guarded(0)
    let text = try await listening { _ in
      // Nobody is answered before both have asked.
      if count.withLock({
        $0 += 1; return $0
      }) == 2 {
        arrived.finish()
      }
      for await _ in both {}
      return said("done")
    } use: { port in
      let clients = [try RawClient(port: port), try RawClient(port: port)]
      for client in clients { client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n") }
      var text = ""
      for client in clients { text += await client.read(until: "done").text.afterHead }
      return text
    }
    #expect(text == "donedone")
  }

  @Test(arguments: [("HEAD", 200), ("GET", 204), ("GET", 304)])
  func `an answer that has no body has none`(method: String, status: Int) async throws {
    let reply = try await listening { _ in
      said("body", status: status)
    } use: { port in
      let client = try RawClient(port: port)
      client.write("\(method) / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      return await client.read()
    }
    #expect(reply.text.hasPrefix("HTTP/1.1 \(status) "))
    #expect(reply.text.afterHead == "")
  }

  @Test(arguments: [-1, 0, 1000, 77]) func `a status that HTTP lacks is a 500`(status: Int)
    async throws
  {
    let reply = try await listening { _ in
      said("", status: status)
    } use: { port in
      let client = try RawClient(port: port)
      client.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      return await client.read()
    }
    #expect(reply.text.hasPrefix("HTTP/1.1 500 "))
  }

  @Test(arguments: ["nonsense\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\u{16}\u{3}\u{1}\r\n\r\n"])
  func `what is not HTTP reaches no handler`(bytes: String) async throws {
    let calls = Guarded(0)
    let reply = try await listening { _ in
      calls.withLock { $0 += 1 }
      return said("")
    } use: { port in
      let client = try RawClient(port: port)
      client.write(bytes)
      return await client.read()
    }
    #expect(reply.end == .closed)
    #expect(calls.withLock { $0 } == 0)
  }

  @Test func `a taken port is said in words`() async throws {
    try await listening { _ in
      said("")
    } use: { port in
      await #expect(throws: ListenFailure(sentence: "port \(port) is taken")) {
        try await listening(at: .tcp(host: "127.0.0.1", port: port)) { _ in
          said("")
        } use: { _ in
        }
      }
    }
  }
}
