import FuseboxCore
import FuseboxNet
import Testing

/// A proxy is asked in place of the host. The environment's is libcurl's own reading; a test
/// cannot change its environment, so it names the proxy.
@Suite(.timeLimit(.minutes(1))) struct ProxyTests {
  @Test func `plain calls are handed to the proxy whole`() async throws {
    let seen = Signals<String>()
    let proxy = try LoopbackServer { peer in
      peer.serve {
        seen.report($0)
        return httpAnswer("by proxy")
      }
    }
    defer { proxy.stop() }
    let transport = CurlTransport(configuration: .init(proxy: .address(proxy.url)))
    let answer = try await transport.send(HTTPRequest(url: "http://page.invalid/v2/status.json"))
    #expect(answer.body == Array("by proxy".utf8))
    #expect(
      await seen.next()?.hasPrefix("GET http://page.invalid/v2/status.json HTTP/1.1\r\n") == true)
  }

  @Test func `TLS goes through a tunnel, whose making shows no credential`() async throws {
    let seen = Signals<String>()
    let proxy = try LoopbackServer { peer in
      if let request = peer.readRequest() { seen.report(request) }
      peer.write("HTTP/1.1 502 Bad Gateway\r\n\r\n")
    }
    defer { proxy.stop() }
    let transport = CurlTransport(configuration: .init(proxy: .address(proxy.url)))
    let credential = BoundCredential(
      origin: Origin(scheme: "https", host: "api.invalid", port: 443), header: "Authorization",
      value: Secret("Bearer LEAKME-0123456789"))
    let failed = await failure { () throws(TransportFailure) in
      try await transport.send(
        HTTPRequest(url: "https://api.invalid/v1", credentials: [credential]))
    }
    #expect(failed?.kind == .connect)
    #expect(failed?.reach.connected == false)
    let request = try #require(await seen.next())
    #expect(request.hasPrefix("CONNECT api.invalid:443 HTTP/1.1\r\n"))
    #expect(!request.contains("LEAKME"))
  }
}
