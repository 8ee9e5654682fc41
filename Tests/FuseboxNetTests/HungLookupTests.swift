import FuseboxCore
import FuseboxNet
import Testing

/// A provider whose name server is a black hole.
@Suite(.timeLimit(.minutes(1))) struct HungLookupTests {
  @Test func `a lookup that hangs ends with its deadline and delays no other call`() async throws {
    let server = try LoopbackServer { $0.serve { _ in httpAnswer("ok") } }
    defer { server.stop() }
    let transport = CurlTransport()
    async let hung = failure { () throws(TransportFailure) in
      let request = HTTPRequest(url: "http://api.hang.test/", deadline: .milliseconds(150))
      return try await transport.send(request)
    }
    let url = server.url
    // Calls before, at and after the moment at which the hung one is taken away.
    var slowest = Duration.zero
    let start = ContinuousClock.now
    while ContinuousClock.now - start < .milliseconds(400) {
      let answer = try await transport.send(HTTPRequest(url: url))
      slowest = max(slowest, .microseconds(answer.timings.total))
    }
    let outcome = await hung
    HangingLookup.release()
    #expect(outcome?.kind == .deadline)
    #expect(outcome?.reach.connected == false)
    // Held up by the lookup it would be nearly three.
    #expect(slowest < .seconds(1))
  }
}
