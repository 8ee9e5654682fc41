import FuseboxCore
import FuseboxListener
import Testing

/// More connections than there are places.
@Suite(.timeLimit(.minutes(1))) struct CrowdTests {
  private static let two = ListenLimits(connections: 2)

  /// Connects and asks; the connection stays open.
  private func asked(_ port: Int, _ path: String) async throws -> (RawClient, String) {
    let client = try RawClient(port: port)
    client.write("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
    return (client, await client.read(until: ">").text)
  }

  @Test func `idle connections make room for new ones, the longest idle first`() async throws {
    try await listening(limits: Self.two) {
      said("<\($0.path)>")
    } use: { port in
      var idle: [RawClient] = []
      for number in 0..<6 {
        let (client, answer) = try await asked(port, "/\(number)")
        #expect(answer.afterHead == "</\(number)>")
        idle.append(client)
      }
      for client in idle.prefix(4) { #expect(await client.read().end != .none) }
      idle[5].write("GET /again HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(await idle[5].read(until: ">").text.afterHead == "</again>")
    }
  }

  @Test func `who says nothing at all keeps nobody out`() async throws {
    try await listening(limits: Self.two) {
      said("<\($0.path)>")
    } use: { port in
      let silent = try (0..<8).map { _ in try RawClient(port: port) }
      let (_, answer) = try await asked(port, "/asked")
      #expect(answer.afterHead == "</asked>")
      withExtendedLifetime(silent) {}
    }
  }

  @Test func `a request that is being answered is not closed for a newcomer`() async throws {
    let (going, go) = AsyncStream.makeStream(of: Void.self)
    let (arrivals, arrive) = AsyncStream.makeStream(of: Void.self)
    try await listening(limits: ListenLimits(connections: 1)) { inbound in
      if inbound.path == "/slow" {
        arrive.yield()
        for await _ in going {}
      }
      return said("<\(inbound.path)>")
    } use: { port in
      let slow = try RawClient(port: port)
      slow.write("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
      for await _ in arrivals { break }
      let (_, answer) = try await asked(port, "/quick")
      #expect(answer.afterHead == "</quick>")
      go.finish()
      #expect(await slow.read(until: ">").text.afterHead == "</slow>")
    }
  }

  @Test(arguments: [
    "POST /half HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab", "GET /half HTTP/1.1\r\nHo",
  ])
  func `who sends half a request keeps nobody out`(half: String) async throws {
    try await listening(limits: Self.two) {
      said("<\($0.path)>")
    } use: { port in
      let halves = try (0..<8).map { _ in try RawClient(port: port) }
      for client in halves { client.write(half) }
      for number in 0..<3 {
        let (_, answer) = try await asked(port, "/\(number)")
        #expect(answer.afterHead == "</\(number)>")
      }
      withExtendedLifetime(halves) {}
    }
  }

  @Test func `who does not take his answer keeps nobody out`() async throws {
    let long = String(repeating: "x", count: 8 << 20)
    try await listening(limits: Self.two) {
      said($0.path == "/long" ? long : "<\($0.path)>")
    } use: {
      port in
      var deaf: [RawClient] = []
      for _ in 0..<4 {
        let client = try RawClient(port: port)
        client.write("GET /long HTTP/1.1\r\nHost: x\r\n\r\n")
        deaf.append(client)
      }
      for number in 0..<3 {
        let (_, answer) = try await asked(port, "/\(number)")
        #expect(answer.afterHead == "</\(number)>")
      }
      withExtendedLifetime(deaf) {}
    }
  }

  @Test func `streams are kept, and one kind of them leaves the places of the others`() async throws
  {
    var limits = ListenLimits(connections: 8)
    limits.share = { inbound in
      switch inbound.path {
      case "/stream": Share("streams", places: 2)
      case "/screen": Share("screens", places: 1)
      default: Share("questions", places: 1)
      }
    }
    let feeds = Guarded<[AsyncStream<[UInt8]>.Continuation]>([])
    try await listening(limits: limits) { inbound in
      guard ["/stream", "/screen"].contains(inbound.path) else { return said("<\(inbound.path)>") }
      let (chunks, feed) = AsyncStream.makeStream(of: [UInt8].self)
      feed.yield(Array("<begun>".utf8))
      feeds.withLock { $0.append(feed) }
      return Outbound(status: 200, body: .chunks(chunks))
    } use: { port in
      var followers: [RawClient] = []
      for path in ["/stream", "/stream", "/screen"] {
        let (follower, begun) = try await asked(port, path)
        #expect(begun.contains("<begun>"))
        followers.append(follower)
      }
      let told = try RawClient(port: port)
      told.write("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(await told.read(until: "later").text.hasPrefix("HTTP/1.1 503 "))
      for number in 0..<12 {
        let (_, answer) = try await asked(port, "/\(number)")
        #expect(answer.afterHead == "</\(number)>")
      }
      feeds.withLock { for feed in $0 { feed.yield(Array("<later>".utf8)) } }
      for follower in followers {
        #expect(await follower.read(until: "<later>").text.contains("<later>"))
      }
    }
  }
}
