import FuseboxCore
import FuseboxNet
import FuseboxTestSupport
import Testing

/// Certificates are always checked; redirects never leave TLS.
@Suite(.timeLimit(.minutes(1))) struct TLSTests {
  @Test func `an unknown authority is refused and a given one accepted`() async throws {
    let files = try await TestCertificate()
    defer { files.remove() }
    let (process, port) = try await files.serve()
    defer { process.stop() }
    let url = "https://127.0.0.1:\(port)/"
    let refused = await failure { () throws(TransportFailure) in
      try await CurlTransport().send(HTTPRequest(url: url))
    }
    #expect(refused?.kind == .tls)
    #expect(refused?.reach.connected == false)
    let transport = CurlTransport(configuration: .init(caFile: files.certificate))
    let answer = try await transport.send(HTTPRequest(url: url))
    #expect(answer.status == 200)
    #expect(answer.timings.tls > 0)
    #expect(answer.reach.connected)
  }

  @Test func `a certificate for another name is refused`() async throws {
    let files = try await TestCertificate()
    defer { files.remove() }
    let (process, port) = try await files.serve()
    defer { process.stop() }
    let transport = CurlTransport(configuration: .init(caFile: files.certificate))
    let refused = await failure { () throws(TransportFailure) in
      try await transport.send(HTTPRequest(url: "https://localhost:\(port)/"))
    }
    #expect(refused?.kind == .tls)
  }

  @Test func `a server that speaks no TLS is a TLS failure`() async throws {
    let server = try LoopbackServer { peer in
      _ = peer.read()
      peer.write(httpAnswer())
    }
    defer { server.stop() }
    let port = server.port
    let refused = await failure { () throws(TransportFailure) in
      try await CurlTransport().send(HTTPRequest(url: "https://127.0.0.1:\(port)/"))
    }
    #expect(refused?.kind == .tls)
  }

  @Test func `http may redirect to https`() async throws {
    let files = try await TestCertificate()
    defer { files.remove() }
    let (process, port) = try await files.serve()
    defer { process.stop() }
    let server = try LoopbackServer { peer in
      peer.serve { _ in
        httpAnswer(status: "301 Moved", fields: ["Location: https://127.0.0.1:\(port)/"])
      }
    }
    defer { server.stop() }
    let transport = CurlTransport(configuration: .init(caFile: files.certificate))
    let answer = try await transport.send(HTTPRequest(url: server.url, followsRedirects: true))
    #expect(answer.status == 200)
    #expect(answer.timings.tls > 0)
  }

  @Test func `a redirect from https to http is the answer`() async throws {
    let plain = try LoopbackServer { $0.serve { _ in httpAnswer() } }
    defer { plain.stop() }
    let files = try await TestCertificate()
    defer { files.remove() }
    let (process, port) = try await files.serve(
      httpAnswer(status: "302 Found", fields: ["Location: \(plain.url)/"]))
    defer { process.stop() }
    let transport = CurlTransport(configuration: .init(caFile: files.certificate))
    let answer = try await transport.send(
      HTTPRequest(url: "https://127.0.0.1:\(port)/answer", followsRedirects: true))
    #expect(answer.status == 302)
    #expect(plain.connections == 0)
  }
}
