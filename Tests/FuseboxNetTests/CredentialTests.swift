import FuseboxCore
import FuseboxNet
import Testing

/// A key goes to the origin it is bound to and nowhere else; redirects of all kinds.
@Suite(.timeLimit(.minutes(1))) struct CredentialTests {
  private static func key(for url: String) throws -> BoundCredential {
    BoundCredential(
      origin: try #require(Origin(url)), header: "Authorization",
      value: Secret("Bearer LEAKME-0123456789"))
  }

  @Test func `the credential is sent to its own origin`() async throws {
    let server = try LoopbackServer { peer in
      peer.serve {
        httpAnswer($0.contains("Authorization: Bearer LEAKME-0123456789\r\n") ? "y" : "n")
      }
    }
    defer { server.stop() }
    let answer = try await CurlTransport().send(
      HTTPRequest(url: server.url + "/v1/balance", credentials: [Self.key(for: server.url)]))
    #expect(answer.body == Array("y".utf8))
  }

  @Test func `to any other origin nothing is sent at all`() async throws {
    let server = try LoopbackServer { $0.serve { _ in httpAnswer() } }
    defer { server.stop() }
    let port = server.port
    let foreign = [
      "https://127.0.0.1:\(port)", "http://localhost:\(port)", "http://127.0.0.1:\(port + 1)",
    ]
    for other in foreign {
      let credential = try Self.key(for: other)
      let url = server.url
      let failed = await failure { () throws(TransportFailure) in
        try await CurlTransport().send(HTTPRequest(url: url, credentials: [credential]))
      }
      #expect(failed?.kind == .refusedHere)
      #expect(failed?.detail.contains("LEAKME") == false)
    }
    #expect(server.connections == 0)
  }

  @Test func `a redirect of a call with a credential is the answer`() async throws {
    let other = try LoopbackServer { $0.serve { _ in httpAnswer("stolen") } }
    defer { other.stop() }
    let target = other.url
    let server = try LoopbackServer { peer in
      peer.serve { _ in httpAnswer(status: "302 Found", fields: ["Location: \(target)/take"]) }
    }
    defer { server.stop() }
    let answer = try await CurlTransport().send(
      HTTPRequest(
        url: server.url, credentials: [Self.key(for: server.url)], followsRedirects: true))
    #expect(answer.status == 302)
    #expect(other.connections == 0)
  }

  @Test func `a page's redirects are followed five times`() async throws {
    let server = try LoopbackServer { peer in
      peer.serve { request in
        let hop = Int(request.split(separator: " ")[1].dropFirst()) ?? 0
        return hop == 0
          ? httpAnswer("here")
          : httpAnswer("go on", status: "302 Found", fields: ["Location: /\(hop - 1)"])
      }
    }
    defer { server.stop() }
    let transport = CurlTransport()
    let near = try await transport.send(HTTPRequest(url: server.url + "/5", followsRedirects: true))
    #expect(near.status == 200)
    #expect(near.body == Array("here".utf8))
    let far = try await transport.send(HTTPRequest(url: server.url + "/6", followsRedirects: true))
    #expect(far.status == 302)
    let plain = try await transport.send(HTTPRequest(url: server.url + "/1"))
    #expect(plain.status == 302)
  }

  @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "http://user:word@127.0.0.1/", ""])
  func `a redirect to no address of ours is the answer`(location: String) async throws {
    let server = try LoopbackServer { peer in
      peer.serve { _ in httpAnswer(status: "301 Moved", fields: ["Location: \(location)"]) }
    }
    defer { server.stop() }
    let answer = try await CurlTransport().send(
      HTTPRequest(url: server.url, followsRedirects: true))
    #expect(answer.status == 301)
  }
}
