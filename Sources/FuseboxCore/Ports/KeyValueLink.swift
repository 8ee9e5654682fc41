/// A RESP2 value as Redis answers it. https://redis.io/docs/latest/develop/reference/protocol-spec/
package enum RedisValue: Sendable, Equatable {
  case simple(String)
  /// The first word is its code: `NOAUTH`, `WRONGPASS`, `LOADING`.
  case error(String)
  case integer(Int64)
  /// nil is the null bulk string.
  case bulk([UInt8]?)
  case array([RedisValue]?)
}

/// Where a Redis is and how to get in.
package struct RedisTarget: Sendable {
  /// Scheme `redis` or `rediss` (TLS).
  package var origin: Origin
  package var user: String?
  package var password: Secret?
  /// 0 unless another is meant; a reading selects it in each pipeline.
  package var database: Int

  package init(
    origin: Origin, user: String? = nil, password: Secret? = nil, database: Int = 0
  ) {
    self.origin = origin
    self.user = user
    self.password = password
    self.database = database
  }
}

/// The answers to one pipeline, in order, and what it took.
package struct RedisReply: Sendable {
  package var values: [RedisValue]
  package var timings: Timings
  package var reach: Reach

  package init(values: [RedisValue], timings: Timings, reach: Reach) {
    self.values = values
    self.timings = timings
    self.reach = reach
  }
}

/// Commands to a key-value server, pipelined. Connections are kept; AUTH is sent by the link
/// before the first command of a connection and its refusal comes back as that one error value.
package protocol KeyValueLink: Sendable {
  /// Each command is its words. The reply may be at most `byteCap` bytes.
  func run(
    _ commands: [[String]], on target: RedisTarget, deadline: Duration, byteCap: Int
  ) async throws(TransportFailure) -> RedisReply
}
