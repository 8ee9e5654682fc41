import FuseboxCore
import FuseboxNet
import Foundation
import FuseboxTestSupport
import Testing

/// What is sent and what comes back when the server behaves.
@Suite(.timeLimit(.minutes(1))) struct CurlTransportTests {
  @Test func `an answer carries status, fields, body, phases and reach`() async throws {
    let server = try LoopbackServer { peer in
      peer.serve { _ in
        httpAnswer("{}", status: "503 Busy", fields: ["Retry-After: 7", "X-Two: a", "x-two:  b "])
      }
    }
    defer { server.stop() }
    let answer = try await CurlTransport().send(HTTPRequest(url: server.url + "/v1?a=b"))
    #expect(answer.status == 503)
    #expect(answer.body == Array("{}".utf8))
    #expect(answer.field("retry-after") == "7")
    #expect(answer.headers.filter { $0.name.lowercased() == "x-two" }.map(\.value) == ["a", "b"])
    #expect(answer.reach == Reach(host: "127.0.0.1", isPublic: false, connected: true))
    #expect(!answer.reusedConnection)
    let timings = answer.timings
    #expect(timings.connect > 0 && timings.firstByte > 0 && timings.tls == 0)
    #expect(timings.lookup + timings.connect + timings.firstByte <= timings.total)
  }

  @Test(arguments: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
  func `method, fields and body go out as given`(method: String) async throws {
    let seen = Signals<String>()
    let server = try LoopbackServer { peer in
      peer.serve {
        seen.report($0)
        return httpAnswer()
      }
    }
    defer { server.stop() }
    let body = method == "GET" || method == "HEAD" ? "" : "a=1&b=%00"
    let configuration = CurlTransport.Configuration(userAgent: "fusebox/9")
    _ = try await CurlTransport(configuration: configuration).send(
      HTTPRequest(
        method: method, url: server.url + "/v1/x",
        headers: [HTTPField("X-Kind", "probe"), HTTPField("X-Empty", "")], body: Array(body.utf8)))
    let request = try #require(await seen.next())
    let lines = request.components(separatedBy: "\r\n")
    #expect(lines.first == "\(method) /v1/x HTTP/1.1")
    #expect(lines.contains("X-Kind: probe") && lines.contains("X-Empty:"))
    #expect(lines.contains("User-Agent: fusebox/9"))
    #expect(lines.contains("Accept-Encoding: gzip"))
    #expect(!request.lowercased().contains("content-type"))
    #expect(lines.last == body)
  }

  @Test func `an answer of before makes a conditional request and 304 comes through`() async throws
  {
    let seen = Signals<String>()
    let server = try LoopbackServer { peer in
      peer.serve {
        seen.report($0)
        return "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n"
      }
    }
    defer { server.stop() }
    let answer = try await CurlTransport().send(
      HTTPRequest(
        url: server.url,
        validators: Validators(etag: "W/\"a\"", lastModified: "Mon, 23 Nov 2026 14:32:07 GMT")))
    #expect(answer.status == 304)
    #expect(answer.body.isEmpty)
    let request = try #require(await seen.next())
    #expect(request.contains("If-None-Match: W/\"a\"\r\n"))
    #expect(request.contains("If-Modified-Since: Mon, 23 Nov 2026 14:32:07 GMT\r\n"))
  }

  @Test func `two hundred calls in a row use one connection`() async throws {
    let server = try LoopbackServer { $0.serve { _ in httpAnswer("ok") } }
    defer { server.stop() }
    let transport = CurlTransport()
    var reused = 0
    for _ in 0..<200 {
      let answer = try await transport.send(HTTPRequest(url: server.url))
      if answer.reusedConnection {
        reused += 1
        #expect(answer.timings.connect == 0 && answer.timings.lookup == 0)
      }
    }
    #expect(reused == 199)
    #expect(server.connections == 1)
  }

  @Test func `32 callers with 50 calls each all get their own answer`() async throws {
    let server = try LoopbackServer { peer in
      peer.serve { request in httpAnswer(String(request.split(separator: " ")[1])) }
    }
    defer { server.stop() }
    let transport = CurlTransport()
    let url = server.url
    let right = try await withThrowingTaskGroup(of: Int.self) { group in
      for caller in 0..<32 {
        group.addTask {
          var right = 0
          for call in 0..<50 {
            let path = "/\(caller)/\(call)"
            let answer = try await transport.send(
              HTTPRequest(url: url + path, deadline: .seconds(30)))
            if answer.body == Array(path.utf8) { right += 1 }
          }
          return right
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(right == 1600)
    #expect(server.connections <= 40)
  }

  @Test func `connections to more hosts than are asked at once stay open`() async throws {
    let servers = try (0..<14).map { _ in
      try LoopbackServer { $0.serve { _ in httpAnswer() } }
    }
    defer { for server in servers { server.stop() } }
    let transport = CurlTransport()
    for _ in 0..<2 {
      for server in servers { _ = try await transport.send(HTTPRequest(url: server.url)) }
    }
    #expect(servers.map(\.connections) == Array(repeating: 1, count: 14))
  }

  @Test func `a packed body is unpacked, and the cap counts what comes out`() async throws {
    // gzip of 100,000 zeros.
    let zeros = try #require(Data(base64Encoded: Self.packedZeros))
    let server = try LoopbackServer { peer in
      while peer.readRequest() != nil {
        peer.write(
          "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(zeros.count)\r\n\r\n")
        peer.write(Array(zeros))
      }
    }
    defer { server.stop() }
    let transport = CurlTransport()
    let answer = try await transport.send(HTTPRequest(url: server.url, bodyCap: 100_000))
    #expect(answer.body == [UInt8](repeating: 0, count: 100_000))
    let url = server.url
    let failed = await failure { () throws(TransportFailure) in
      try await transport.send(HTTPRequest(url: url, bodyCap: 99_999))
    }
    #expect(failed?.kind == .tooLarge)
  }

  @Test func `a unix socket is asked like a host`() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).sock")
    let server = try LoopbackServer(path: path.path) { $0.serve { _ in httpAnswer("board") } }
    defer {
      server.stop()
      try? FileManager.default.removeItem(at: path)
    }
    let transport = CurlTransport(configuration: .init(unixSocket: path.path))
    for _ in 0..<3 {
      let answer = try await transport.send(HTTPRequest(url: "http://fusebox.invalid/v1/board"))
      #expect(answer.body == Array("board".utf8))
      #expect(!answer.reach.isPublic)
    }
    #expect(server.connections == 1)
  }

  private static let packedZeros = """
    H4sIAAAAAAACA+3BMQEAAADCoPVPbQ0PoAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
    AIBXA32VEdSghgEA
    """
}
