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

  private static func readout(
    _ limiters: [LimiterSetting] = [], limits: [String: LimitSetting] = [:], database: Int = 0
  ) -> RedisReadout {
    RedisReadout(provider: "redis", limiters: limiters, limits: limits, database: database)
  }

  private static func read(
    _ values: [RedisValue], limits: [String: LimitSetting] = [:]
  ) -> (OperationResult, [LimiterReading]) {
    var readout = readout(limits: limits)
    _ = readout.next()
    readout.take(values)
    return readout.result(at: Fixture.now)
  }

  @Test func `memory and connections are read against the server's own limits`() throws {
    let (result, _) = Self.read([.simple("PONG"), try Self.info()])
    #expect(result.outcome == .success && result.notes.isEmpty)
    #expect(result.meters.map(\.meter) == ["memory", "clients"])
    #expect(result.meters.map(\.used) == [5_872_025, 12])
    #expect(result.meters.map(\.limit) == [10_485_760, 10_000])
    #expect(result.meters.map(\.alertAt) == [9_437_184, 9_000])
    #expect(result.meters.allSatisfy { $0.kind == .level && $0.periodEnd == nil })
  }

  @Test func `memory without a maximum takes the configured limit, or has none`() throws {
    let values = [.simple("PONG"), try Self.info(("maxmemory:10485760", "maxmemory:0"))]
    #expect(Self.read(values).0.meters[0].limit == nil)
    let limits = ["memory": LimitSetting(tier: "cache.t4g", limit: 8_000_000, alertAt: 7_000_000)]
    let meter = Self.read(values, limits: limits).0.meters[0]
    #expect(meter.limit == 8_000_000 && meter.alertAt == 7_000_000 && meter.tier == "cache.t4g")
  }

  @Test func `what makes a limiter forget or fail is noted`() throws {
    let info = try Self.info(
      ("evicted_keys:0", "evicted_keys:41"), ("bgsave_status:ok", "bgsave_status:err"),
      ("role:master", "role:slave\r\nmaster_link_status:down"),
      ("errorstat_ERR:count=3", "errorstat_OOM:count=9"))
    #expect(
      Self.read([.simple("PONG"), info]).0.notes == [
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
    ("ERR \u{1B}]52;c;x\u{07}", "failure.server"), ("", "failure.server"),
  ])
  func `an error says whose fault it is`(_ error: String, _ label: String) throws {
    // A refused AUTH comes alone; other errors stand where an answer was due.
    let shapes: [[RedisValue]] = [
      [.error(error)], [.error(error), .error(error)], [.simple("PONG"), .error(error)],
    ]
    for values in shapes {
      var readout = Self.readout([LimiterSetting(prefix: "rl:", windowSeconds: 900, max: 100)])
      _ = readout.next()
      readout.take(values)
      let (result, limiters) = readout.result(at: Fixture.now)
      #expect(result.outcome.label == label)
      #expect(!result.reason.isEmpty && result.reason.count <= 60)
      #expect(result.reason == TerminalSafe(result.reason, cap: 1000).text)
      #expect(result.meters.isEmpty && limiters.isEmpty)
      let more = readout.next()
      #expect(more == nil)
    }
  }

  @Test(
    arguments: [
      [], [.simple("PONG")], [.simple("HELLO"), .bulk([])], [.simple("PONG"), .bulk(nil)],
      [.simple("PONG"), .bulk(Array("role:master".utf8))], [.integer(1), .integer(2)],
      [.simple("PONG"), .array(nil)],
    ] as [[RedisValue]])
  func `what is no Redis is a fault, never green`(_ values: [RedisValue]) {
    #expect(Self.read(values).0.outcome == .failure(.server))
  }

  @Test func `a reading that was never answered is no success`() {
    #expect(Self.readout().result(at: Fixture.now).0.outcome == .failure(.server))
  }

  @Test func `each pipeline selects the database`() throws {
    var readout = Self.readout(
      [LimiterSetting(prefix: "rl:", windowSeconds: 900, max: 100)], database: 3)
    let first = readout.next()
    #expect(first == [["SELECT", "3"], ["PING"], ["INFO"]])
    readout.take([.simple("OK"), .simple("PONG"), try Self.info()])
    let second = readout.next()
    #expect(second?.first == ["SELECT", "3"] && second?.last?.first == "SCAN")
    readout.take([.simple("OK"), .array([Self.bulk("0"), .array([])])])
    let end = readout.next()
    #expect(end == nil)
    #expect(readout.result(at: Fixture.now).0.outcome == .success)
  }

  @Test func `several limiters are read one after the other`() throws {
    var readout = Self.readout([
      LimiterSetting(prefix: "rl:", windowSeconds: 900, max: 100),
      LimiterSetting(prefix: "login:", windowSeconds: 60, max: 5),
    ])
    _ = readout.next()
    readout.take([.simple("PONG"), try Self.info()])
    var patterns: [String] = []
    while let commands = readout.next() {
      patterns += commands.filter { $0[0] == "SCAN" }.map { $0[3] }
      readout.take([.array([Self.bulk("0"), .array([])])])
    }
    #expect(patterns == ["rl:*", "login:*"])
    let readings = readout.result(at: Fixture.now).1
    #expect(readings.map(\.prefix) == ["rl:", "login:"])
    #expect(readings.allSatisfy { $0.complete && $0.clients == 0 })
  }
}
