import FuseboxCore
import Testing

@testable import FuseboxProviders

@Suite struct RedisReadoutTests {
  static func bulk(_ text: String) -> RedisValue { .bulk(Array(text.utf8)) }

  private static func info(_ changes: (String, String)...) throws -> RedisValue {
    var text = String(decoding: try Fixture.bytes("redis/info.txt"), as: UTF8.self)
    for (line, other) in changes { text = text.replacing(line, with: other) }
    return bulk(text)
  }

  static func readout(
    _ limiters: [LimiterSetting] = [], limits: [String: LimitSetting] = [:], database: Int = 0
  ) -> RedisReadout? {
    let origin = Origin(scheme: "redis", host: "127.0.0.1", port: 6379)
    return RedisReadout(
      CallContext(
        provider: "redis", base: "", limits: limits, now: Fixture.now,
        redis: RedisTarget(origin: origin, database: database), limiters: limiters))
  }

  private static func read(
    _ values: [RedisValue], limits: [String: LimitSetting] = [:]
  ) throws -> OperationResult {
    var readout = try #require(Self.readout(limits: limits))
    _ = readout.pipeline()
    readout.take(values)
    return readout.result
  }

  @Test func `memory and connections are read against the server's own limits`() throws {
    let result = try Self.read([.simple("PONG"), try Self.info()])
    #expect(result.outcome == .success && result.notes.isEmpty)
    #expect(result.meters.map(\.meter) == ["memory", "clients"])
    #expect(result.meters.map(\.used) == [5_872_025, 12])
    #expect(result.meters.map(\.limit) == [10_485_760, 10_000])
    #expect(result.meters.map(\.alertAt) == [9_437_184, 9_000])
    #expect(result.meters.allSatisfy { $0.kind == .level && $0.periodEnd == nil })
  }

  @Test func `memory without a maximum takes the configured limit, or has none`() throws {
    let values = [.simple("PONG"), try Self.info(("maxmemory:10485760", "maxmemory:0"))]
    #expect(try Self.read(values).meters[0].limit == nil)
    let limits = ["memory": LimitSetting(tier: "cache.t4g", limit: 8_000_000, alertAt: 7_000_000)]
    let meter = try Self.read(values, limits: limits).meters[0]
    #expect(meter.limit == 8_000_000 && meter.alertAt == 7_000_000 && meter.tier == "cache.t4g")
  }

  @Test func `what makes a limiter forget or fail is noted`() throws {
    let info = try Self.info(
      ("evicted_keys:0", "evicted_keys:41"), ("bgsave_status:ok", "bgsave_status:err"),
      ("role:master", "role:slave\r\nmaster_link_status:down"),
      ("errorstat_ERR:count=3", "errorstat_OOM:count=9"))
    #expect(
      try Self.read([.simple("PONG"), info]).notes == [
        "41 keys evicted: limits were forgotten", "cannot save to disk",
        "its master cannot be reached", "9 writes refused: memory full",
      ])
  }

  @Test(arguments: [
    ("NOAUTH Authentication required.", "credential.refused"),
    ("WRONGPASS invalid username-password pair or user is disabled.", "credential.refused"),
    ("ERR AUTH <password> called without any password configured", "credential.refused"),
    ("NOPERM this user has no permissions to run the 'info' command", "credential.forbidden"),
    ("DENIED Redis is running in protected mode", "credential.forbidden"),
    ("OOM command not allowed when used memory > 'maxmemory'.", "quota"),
    ("LOADING Redis is loading the dataset in memory", "failure.server"),
    ("MASTERDOWN Link with MASTER is down", "failure.server"),
    ("MISCONF Redis is configured to save RDB snapshots", "failure.server"),
    ("CLUSTERDOWN The cluster is down", "failure.server"),
    ("ERR max number of clients reached", "failure.server"),
    ("BUSY Redis is busy running a script.", "failure.server"),
    ("NOREPLICAS Not enough good replicas to write.", "failure.server"),
    ("ERR DB index is out of range", "credential.refused"),
    ("ERR invalid DB index", "credential.refused"),
    ("ERR SELECT is not allowed in cluster mode", "credential.refused"),
    ("READONLY You can't write against a read only replica.", "credential.refused"),
    ("MOVED 3999 127.0.0.1:6381", "credential.refused"),
    ("ERR unknown command 'INFO', with args beginning with: ", "credential.forbidden"),
    ("ERR unknown command `SELECT`, with args beginning with: `1`", "credential.forbidden"),
    ("ERR \u{1B}]52;c;x\u{07}", "wiring"), ("", "wiring"), ("WHATEVER it is", "wiring"),
  ])
  func `an error says whose fault it is`(_ error: String, _ label: String) throws {
    // A refused AUTH comes alone; other errors stand where an answer was due.
    let shapes: [[RedisValue]] = [
      [.error(error)], [.error(error), .error(error)], [.simple("PONG"), .error(error)],
    ]
    for values in shapes {
      var readout = try #require(
        Self.readout([LimiterSetting(prefix: "rl:", windowSeconds: 900, max: 100)]))
      _ = readout.pipeline()
      readout.take(values)
      let result = readout.result
      let limiters = result.limiters
      #expect(result.outcome.label == label)
      #expect(!result.reason.isEmpty && result.reason.count <= 60)
      #expect(result.reason == TerminalSafe(result.reason, cap: 1000).text)
      #expect(result.meters.isEmpty && limiters.isEmpty)
      let more = readout.pipeline()
      #expect(more == nil)
    }
  }

  @Test(
    arguments: [
      ([], "failure.server"), ([.simple("HELLO"), .bulk([])], "failure.server"),
      ([.integer(1), .integer(2)], "failure.server"),
      // It serves: what we cannot read opens no breaker.
      ([.simple("PONG")], "wiring"), ([.simple("PONG"), .bulk(nil)], "wiring"),
      ([.simple("PONG"), .bulk(Array("role:master".utf8))], "wiring"),
      ([.simple("PONG"), .array(nil)], "wiring"),
      ([.simple("PONG"), .bulk(Array("redis_mode:sentinel".utf8))], "credential.refused"),
    ] as [([RedisValue], String)])
  func `what is no Redis is never green`(_ values: [RedisValue], _ label: String) throws {
    #expect(try Self.read(values).outcome.label == label)
  }

  @Test(
    arguments: [
      (
        "cluster_state:ok\r\ncluster_slots_assigned:16384\r\ncluster_size:3", "success",
        "1 of 3 nodes"
      ),
      ("cluster_state:ok\r\ncluster_slots_assigned:16384\r\ncluster_size:1", "success", ""),
      ("cluster_state:fail\r\ncluster_slots_assigned:16384", "failure.server", nil),
      ("cluster_state:fail\r\ncluster_slots_assigned:0", "credential.refused", nil),
    ] as [(String, String, String?)])
  func `a node of a cluster is a part`(_ cluster: String, _ label: String, _ trouble: String?)
    throws
  {
    var readout = try #require(
      Self.readout([LimiterSetting(prefix: "rl:", windowSeconds: 900, max: 100)]))
    readout.take([
      .simple("PONG"), Self.bulk("used_memory:1\r\ncluster_enabled:1"),
    ])
    let asked = readout.pipeline()
    #expect(asked == [["CLUSTER", "INFO"]])
    readout.take([Self.bulk(cluster)])
    if readout.pipeline() != nil { readout.take([.array([Self.bulk("0"), .array([])])]) }
    #expect(readout.result.outcome.label == label)
    #expect(readout.result.limiters.first?.trouble == trouble)
  }

  @Test func `a reading that was never answered is no success`() throws {
    #expect(try #require(Self.readout()).result.outcome == .wiring)
  }

  @Test func `each pipeline selects the database`() throws {
    var readout = try #require(
      Self.readout(
        [LimiterSetting(prefix: "rl:", windowSeconds: 900, max: 100)], database: 3))
    let first = readout.pipeline()
    #expect(first == [["SELECT", "3"], ["PING"], ["INFO"]])
    readout.take([.simple("OK"), .simple("PONG"), try Self.info()])
    let second = readout.pipeline()
    #expect(second?.first == ["SELECT", "3"] && second?.last?.first == "SCAN")
    readout.take([.simple("OK"), .array([Self.bulk("0"), .array([])])])
    let end = readout.pipeline()
    #expect(end == nil)
    #expect(readout.result.outcome == .success)
  }

  @Test func `several limiters are read one after the other`() throws {
    var readout = try #require(
      Self.readout([
        LimiterSetting(prefix: "rl:", windowSeconds: 900, max: 100),
        LimiterSetting(prefix: "login:", windowSeconds: 60, max: 5),
      ]))
    _ = readout.pipeline()
    readout.take([.simple("PONG"), try Self.info()])
    var patterns: [String] = []
    while let commands = readout.pipeline() {
      patterns += commands.filter { $0[0] == "SCAN" }.map { $0[3] }
      readout.take([.array([Self.bulk("0"), .array([])])])
    }
    #expect(patterns == ["rl:*", "login:*"])
    let readings = readout.result.limiters
    #expect(readings.map(\.prefix) == ["rl:", "login:"])
    #expect(readings.allSatisfy { $0.complete && $0.clients == 0 })
  }
}
