import FuseboxCore
import FuseboxNet
import Testing

/// The link against things that are no Redis, or a bad one.
@Suite(.timeLimit(.minutes(1))) struct RedisFaultTests {
  private static func target(_ server: LoopbackServer) -> RedisTarget {
    RedisTarget(origin: Origin(scheme: "redis", host: "127.0.0.1", port: server.port))
  }

  private static func ping(
    _ target: RedisTarget, by link: RedisLink = RedisLink()
  ) async throws(TransportFailure) -> RedisReply {
    try await link.run([["PING"]], on: target, deadline: .seconds(10), byteCap: 1024)
  }

  @Test(arguments: [
    ("HTTP/1.1 400 Bad Request\r\n\r\n", TransportFailure.Kind.notRedis),
    ("\r\n", .notRedis), ("$5\r\nabcdefgh", .notRedis), ("$-7\r\n", .notRedis),
    (String(repeating: "*1\r\n", count: 9), .notRedis), ("*99999999999999999999\r\n", .notRedis),
    ("$2000\r\n", .tooLarge), ("+" + String(repeating: "x", count: 2000), .tooLarge),
    ("$5\r\nab", .cut), ("", .cut),
  ])
  func `each bad answer has its kind`(answer: String, kind: TransportFailure.Kind) async throws {
    let server = try LoopbackServer { peer in
      _ = peer.read()
      peer.write(answer)
    }
    defer { server.stop() }
    let target = Self.target(server)
    let failed = await failure { () throws(TransportFailure) in try await Self.ping(target) }
    #expect(failed?.kind == kind)
  }

  @Test func `a kept connection that the server closed is replaced`() async throws {
    let closed = Signals<Void>()
    let server = try LoopbackServer { peer in
      _ = peer.read()
      peer.write("+PONG\r\n")
      peer.hangUp()
      closed.report(())
    }
    defer { server.stop() }
    let link = RedisLink()
    for _ in 0..<3 {
      #expect(try await Self.ping(Self.target(server), by: link).values == [.simple("PONG")])
      _ = await closed.next()
    }
    #expect(server.connections == 3)
  }

  @Test func `an answer with more than was asked for ends the connection`() async throws {
    let server = try LoopbackServer { peer in
      while peer.read() != nil { peer.write("+PONG\r\n+MORE\r\n") }
    }
    defer { server.stop() }
    let link = RedisLink()
    for _ in 0..<2 {
      #expect(try await Self.ping(Self.target(server), by: link).values == [.simple("PONG")])
    }
    #expect(server.connections == 2)
  }

  @Test(arguments: [[], [[]], [["PING"], []]] as [[[String]]])
  func `a pipeline without an answer to wait for is refused`(commands: [[String]]) async {
    let target = RedisTarget(origin: Origin(scheme: "redis", host: "127.0.0.1", port: 1))
    let failed = await failure { () throws(TransportFailure) in
      try await RedisLink().run(commands, on: target, deadline: .seconds(1), byteCap: 1)
    }
    #expect(failed?.kind == .refusedHere)
  }

  @Test func `nobody listening is a failed connect`() async {
    let target = RedisTarget(origin: Origin(scheme: "redis", host: "127.0.0.1", port: 1))
    let failed = await failure { () throws(TransportFailure) in try await Self.ping(target) }
    #expect(failed?.kind == .connect)
    #expect(failed?.reach.connected == false)
  }
}
