import FuseboxCore

/// The Redis behind the rate limiter of our own API. It has no page; it is asked itself, over its
/// own protocol, by `RedisReadout`. https://redis.io/docs/latest/commands/info/
enum Redis {
  static let provider = Provider(
    id: "redis", name: "Redis", category: .rateLimiting,
    docs: "https://redis.io/docs/latest/commands/info/",
    credentials: [CredentialField("url", environment: ["REDIS_URL"])],
    link: .redis,
    probe: RedisReadout.operation,
    meters: [memory, clients],
    // express-rate-limit's default: a limiter without its store refuses every request.
    failureNote: "limited routes now fail closed")

  static let memory = MeterDescription(
    id: "memory", title: "memory", kind: .level, unit: .bytes, period: .none)
  static let clients = MeterDescription(
    id: "clients", title: "connections", kind: .level, unit: .clients, period: .none)
}
