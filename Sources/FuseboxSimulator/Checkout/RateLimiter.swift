import FuseboxCore

/// The limiter in front of the application: a fixed window for each client, kept in Redis as
/// express-rate-limit keeps it with rate-limit-redis: a counter under `rl:` and the client's
/// address that lives for the window. https://github.com/express-rate-limit/rate-limit-redis
package struct RateLimiter: Sendable {
  package enum Answer: Sendable, Equatable {
    case allowed(hits: Int64)
    /// Over the limit; hits go on counting.
    case limited(hits: Int64)
    /// Redis did not answer: every limited route fails closed.
    case closed(why: String)
  }

  package static let prefix = "rl:"

  package var link: any KeyValueLink
  package var target: RedisTarget
  package var max: Int64
  package var window: Duration

  package init(
    link: any KeyValueLink, target: RedisTarget, max: Int64 = 100, window: Duration = .seconds(900)
  ) {
    self.link = link
    self.target = target
    self.max = max
    self.window = window
  }

  /// Counts one request of a client. The window starts with the first and is not made longer.
  package func hit(_ client: String) async -> Answer {
    let key = Self.prefix + client
    let reply: RedisReply
    do throws(TransportFailure) {
      reply = try await link.run(
        [["INCR", key], ["PEXPIRE", key, "\(window.milliseconds)", "NX"]], on: target,
        deadline: .seconds(1), byteCap: 1 << 10)
    } catch {
      return .closed(why: error.kind.rawValue)
    }
    switch reply.values.first {
    case .integer(let hits): return hits > max ? .limited(hits: hits) : .allowed(hits: hits)
    case .error(let words): return .closed(why: words)
    default: return .closed(why: "no number")
    }
  }
}
