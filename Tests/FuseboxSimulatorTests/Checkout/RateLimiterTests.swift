import FuseboxCore
import FuseboxNet
import FuseboxSimulator
import FuseboxTestSupport
import Testing

/// The limiter against a real redis-server.
@Suite(.timeLimit(.minutes(1))) struct RateLimiterTests {
  @Test func `hits count, the window is not made longer, others are let in`() async throws {
    let server = try await RedisServer()
    defer { server.stop() }
    let link = RedisLink()
    let target = RedisTarget(origin: server.origin)
    let limiter = RateLimiter(link: link, target: target, max: 3, window: .seconds(900))
    var answers: [RateLimiter.Answer] = []
    for _ in 0..<5 { answers.append(await limiter.hit("1.2.3.4")) }
    #expect(
      answers == [
        .allowed(hits: 1), .allowed(hits: 2), .allowed(hits: 3), .limited(hits: 4),
        .limited(hits: 5),
      ])
    #expect(await limiter.hit("1.2.3.5") == .allowed(hits: 1))
    // A window shortened from outside stays short: a hit does not begin a new one.
    let commands = [["PEXPIRE", "rl:1.2.3.4", "500000"], ["INCR", "rl:1.2.3.4"]]
    _ = try await link.run(commands, on: target, deadline: .seconds(5), byteCap: 1000)
    #expect(await limiter.hit("1.2.3.4") == .limited(hits: 7))
    let left = try await link.run(
      [["PTTL", "rl:1.2.3.4"]], on: target, deadline: .seconds(5), byteCap: 1000)
    guard case .integer(let milliseconds)? = left.values.first else {
      Issue.record("no time to live: \(left.values)")
      return
    }
    #expect((400_000...500_000).contains(milliseconds))
  }

  @Test func `without its store every request is refused`() async throws {
    let server = try await RedisServer()
    let limiter = RateLimiter(link: RedisLink(), target: RedisTarget(origin: server.origin))
    #expect(await limiter.hit("1.2.3.4") == .allowed(hits: 1))
    server.stop()
    guard case .closed = await limiter.hit("1.2.3.4") else {
      Issue.record("a limiter without a store let a request in")
      return
    }
  }

  @Test func `a store that wants a password refuses too`() async throws {
    let server = try await RedisServer(password: "pw-of-the-test")
    defer { server.stop() }
    let limiter = RateLimiter(link: RedisLink(), target: RedisTarget(origin: server.origin))
    guard case .closed(let why) = await limiter.hit("1.2.3.4") else {
      Issue.record("a request was let in without a count")
      return
    }
    #expect(why.hasPrefix("NOAUTH"))
  }
}
