import FuseboxCore
import FuseboxNet
import FuseboxTestSupport
import Testing

/// The link against real Redis servers.
@Suite(.timeLimit(.minutes(1))) struct RedisLinkTests {
  /// `PING`, unless told otherwise, with room and time to spare.
  private static func ask(
    _ target: RedisTarget, _ commands: [[String]] = [["PING"]], by link: RedisLink,
    within deadline: Duration = .seconds(10), cap: Int = 1 << 20
  ) async throws(TransportFailure) -> RedisReply {
    try await link.run(commands, on: target, deadline: deadline, byteCap: cap)
  }

  @Test func `a pipeline is answered in order over a connection that is kept`() async throws {
    let server = try await RedisServer()
    defer { server.stop() }
    let link = RedisLink()
    let target = RedisTarget(origin: server.origin)
    let words = ["SET", "naïve key", "a\r\nb"]
    let first = try await Self.ask(
      target, [["PING"], words, ["GET", "naïve key"], ["GET", "none"], ["NONSENSE"]], by: link)
    #expect(
      first.values.prefix(3) == [.simple("PONG"), .simple("OK"), .bulk(Array("a\r\nb".utf8))])
    #expect(first.values[3] == .bulk(nil))
    guard case .error(let text) = first.values[4] else {
      Issue.record("not an error: \(first.values[4])")
      return
    }
    #expect(text.hasPrefix("ERR unknown command"))
    #expect(first.timings.connect > 0 && first.timings.firstByte > 0)
    #expect(first.timings.total >= first.timings.connect + first.timings.firstByte)
    #expect(first.reach == Reach(host: "127.0.0.1", isPublic: false, connected: true))
    for _ in 0..<50 { _ = try await Self.ask(target, by: link) }
    let stats = try await Self.ask(target, [["INFO", "stats"]], by: link)
    guard case .bulk(let bytes?) = stats.values[0] else {
      Issue.record("no statistics")
      return
    }
    let info = String(decoding: bytes, as: UTF8.self)
    #expect(info.contains("total_connections_received:1\r\n"))
    #expect(stats.timings.connect == 0)
  }

  @Test func `callers at once each get their own answer`() async throws {
    let server = try await RedisServer()
    defer { server.stop() }
    let link = RedisLink()
    let target = RedisTarget(origin: server.origin)
    try await withThrowingTaskGroup { group in
      for caller in 0..<20 {
        group.addTask {
          for call in 0..<10 {
            let word = "\(caller).\(call)"
            let reply = try await Self.ask(target, [["ECHO", word]], by: link)
            #expect(reply.values == [.bulk(Array(word.utf8))])
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `a password opens the door and a wrong one is answered with one error`() async throws {
    let server = try await RedisServer(password: "LEAKME-0123456789")
    defer { server.stop() }
    let link = RedisLink()
    func target(_ user: String?, _ password: String?) -> RedisTarget {
      RedisTarget(origin: server.origin, user: user, password: password.map(Secret.init))
    }
    for user in [nil, "default"] {
      let reply = try await Self.ask(target(user, "LEAKME-0123456789"), by: link)
      #expect(reply.values == [.simple("PONG")])
    }
    let wrong = try await Self.ask(target(nil, "else"), [["PING"], ["PING"]], by: link)
    #expect(wrong.values.count == 1)
    #expect("\(wrong.values)".contains("WRONGPASS"))
    // The connections that were let in are not lent to a caller without the password.
    let without = try await Self.ask(target(nil, nil), by: link)
    #expect("\(without.values)".contains("NOAUTH"))
  }

  @Test func `over TLS an unknown authority is refused and a given one accepted`() async throws {
    let files = try await TestCertificate()
    defer { files.remove() }
    let server = try await RedisServer(
      password: "LEAKME-0123456789", tls: .init(certificate: files.certificate, key: files.key))
    defer { server.stop() }
    let target = RedisTarget(origin: server.origin, password: Secret("LEAKME-0123456789"))
    let refused = await failure { () throws(TransportFailure) in
      try await Self.ask(target, by: RedisLink())
    }
    #expect(refused?.kind == .tls)
    let link = RedisLink(caFile: files.certificate)
    let long = String(repeating: "x", count: 300_000)
    let reply = try await Self.ask(target, [["SET", "k", long], ["GET", "k"]], by: link)
    #expect(reply.values == [.simple("OK"), .bulk(Array(long.utf8))])
    #expect(reply.timings.tls > 0)
    let again = try await Self.ask(target, by: link)
    #expect(again.timings.tls == 0)
  }

  @Test func `a frozen server ends with the deadline and a thawed one is fine`() async throws {
    let server = try await RedisServer()
    defer { server.stop() }
    let link = RedisLink()
    let target = RedisTarget(origin: server.origin)
    _ = try await Self.ask(target, by: link)
    server.freeze()
    // The kept connection, which proves no network, then a new one.
    for isConnected in [false, true] {
      let failed = await failure { () throws(TransportFailure) in
        try await Self.ask(target, by: link, within: .milliseconds(100))
      }
      #expect(failed?.kind == .deadline)
      #expect((100_000...1_000_000).contains(failed?.timings.total ?? 0))
      #expect(failed?.reach.connected == isConnected)
    }
    server.thaw()
    #expect(try await Self.ask(target, by: link).values == [.simple("PONG")])
  }

  @Test func `a reply over the cap ends the call and not the next one`() async throws {
    let server = try await RedisServer()
    defer { server.stop() }
    let link = RedisLink()
    let target = RedisTarget(origin: server.origin)
    _ = try await Self.ask(target, [["SET", "k", String(repeating: "x", count: 5000)]], by: link)
    let failed = await failure { () throws(TransportFailure) in
      try await Self.ask(target, [["GET", "k"]], by: link, cap: 4999)
    }
    #expect(failed?.kind == .tooLarge)
    #expect(try await Self.ask(target, by: link, cap: 7).values == [.simple("PONG")])
  }
}
