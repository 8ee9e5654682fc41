import FuseboxCore
import Testing

@testable import FuseboxProviders

@Suite struct LimiterScanTests {
  private static let setting = LimiterSetting(prefix: "rl:", windowSeconds: 900, max: 100)

  private static func page(_ cursor: String, _ keys: [String]) -> RedisValue {
    let bulk = RedisReadoutTests.bulk
    return .array([bulk(cursor), .array(keys.map(bulk))])
  }

  /// A scan over these keys, each with its hits and the milliseconds left.
  private static func read(
    _ keys: [(String, RedisValue, Int64)], setting: LimiterSetting = setting
  ) -> LimiterReading {
    var scan = LimiterScan(setting, at: Fixture.now)
    scan.take([page("0", keys.map(\.0))])
    scan.take(keys.flatMap { [$0.1, .integer($0.2)] })
    return scan.reading(of: "redis")
  }

  @Test(
    arguments: [
      // At the limit a client may go on; above it is held back.
      ("100", 5000, 1, 0), ("101", 5000, 1, 1), ("0", 5000, 1, 0),
      // Gone since the scan; without an end; a leftover below zero.
      ("500", -2, 0, 0), ("500", -1, 1, 1), ("-3", -1, 1, 0),
      // Not a counter.
      ("", 5000, 0, 0), ("many", 5000, 0, 0), ("99999999999999999999", 5000, 0, 0),
    ] as [(String, Int64, Int64, Int64)])
  func `a client is limited when it has more hits than the maximum`(
    _ hits: String, _ milliseconds: Int64, _ clients: Int64, _ limited: Int64
  ) {
    let reading = Self.read([("rl:1.2.3.4", RedisReadoutTests.bulk(hits), milliseconds)])
    #expect(reading.clients == clients)
    #expect(reading.limitedCount == limited)
    #expect(reading.limited.count == Int(limited))
  }

  @Test func `a limited client is masked, with its hits and the rest of its window`() {
    let reading = Self.read([("rl:1.2.3.4", RedisReadoutTests.bulk("101"), 4001)])
    let client = LimiterReading.LimitedClient(
      maskedKey: "1.2.•.•", hits: 101, resetsInSeconds: 5)
    #expect(reading.limited == [client])
    #expect(reading.max == 100 && reading.windowSeconds == 900 && reading.prefix == "rl:")
  }

  @Test func `a limit of zero refuses everybody who came`() {
    let none = LimiterSetting(prefix: "rl:", windowSeconds: 60, max: 0)
    #expect(
      Self.read([("rl:a", RedisReadoutTests.bulk("1"), 10)], setting: none).limitedCount == 1)
  }

  @Test func `the ten with the most hits are listed, all are counted`() {
    let keys = (0..<25).map { ("rl:client\($0)", RedisReadoutTests.bulk("\(200 + $0)"), Int64(9)) }
    let reading = Self.read(keys.shuffled())
    #expect(reading.limitedCount == 25)
    #expect(reading.limited.map(\.hits) == (215...224).reversed().map { Int64($0) })
  }

  @Test func `keys are read beside the next step, each once`() {
    var scan = LimiterScan(Self.setting, at: Fixture.now)
    #expect(scan.next() == [["SCAN", "0", "MATCH", "rl:*", "COUNT", "500"]])
    scan.take([Self.page("17", ["rl:a", "rl:b"])])
    #expect(
      scan.next() == [
        ["GETRANGE", "rl:a", "0", "20"], ["PTTL", "rl:a"],
        ["GETRANGE", "rl:b", "0", "20"], ["PTTL", "rl:b"],
        ["SCAN", "17", "MATCH", "rl:*", "COUNT", "500"],
      ])
    let counted: [RedisValue] = [
      RedisReadoutTests.bulk("1"), .integer(5), RedisReadoutTests.bulk("2"), .integer(5),
    ]
    scan.take(counted + [Self.page("0", ["rl:b"])])
    #expect(scan.next() == nil)
    let reading = scan.reading(of: "redis")
    #expect(reading.clients == 2 && reading.complete)
  }

  @Test func `the cap ends a scan and says that it did`() {
    var scan = LimiterScan(Self.setting, at: Fixture.now)
    var steps = 0
    while let commands = scan.next() {
      steps += commands.count { $0[0] == "SCAN" }
      scan.take([Self.page("1", [])])
    }
    #expect(steps * LimiterScan.stepSize == 10_000)
    #expect(!scan.reading(of: "redis").complete)
  }

  /// Follows a scan to its end against a Redis that brings `keys` in each step, each `length`
  /// characters long at least.
  private static func follow(keys: Int, length: Int) -> (read: Int, bytes: Int, LimiterReading) {
    var scan = LimiterScan(setting, at: Fixture.now)
    var (step, read, bytes) = (0, 0, 0)
    while let commands = scan.next() {
      bytes += commands.joined().reduce(0) { $0 + $1.utf8.count }
      let counters = commands.filter { $0[0] == "GETRANGE" }
      #expect(counters.count <= LimiterScan.stepSize)
      read += counters.count
      var values = counters.flatMap { _ in [RedisReadoutTests.bulk("101"), .integer(9)] }
      if commands.last?[0] == "SCAN" {
        step += 1
        let fill = String(repeating: "x", count: length)
        values.append(page("7", (0..<keys).map { "rl:\(step)-\($0)\(fill)" }))
      }
      scan.take(values)
    }
    return (read, bytes, scan.reading(of: "redis"))
  }

  @Test(arguments: [(100_000, 0), (20_000, 1), (501, 0), (1000, 20)])
  func `a Redis that ignores COUNT is read to ten thousand keys and not one more`(
    keys: Int, length: Int
  ) {
    let (read, _, reading) = Self.follow(keys: keys, length: length)
    #expect(read == min(10_000, keys * LimiterScan.mostSteps))
    #expect(reading.clients == 10_000 && reading.limitedCount == 10_000 && !reading.complete)
  }

  @Test func `long keys are read as far as their bytes allow`() {
    let (read, bytes, reading) = Self.follow(keys: 100, length: 30_000)
    #expect(read < 100 && bytes < 3 * LimiterScan.mostKeyBytes && !reading.complete)
  }

  @Test func `ten thousand keys and no more are all of them`() {
    var scan = LimiterScan(Self.setting, at: Fixture.now)
    scan.take([Self.page("0", (0..<10_000).map { "rl:\($0)" })])
    while let commands = scan.next() {
      scan.take(commands.map { $0[0] == "PTTL" ? .integer(9) : RedisReadoutTests.bulk("1") })
    }
    let reading = scan.reading(of: "redis")
    #expect(reading.clients == 10_000 && reading.complete)
  }

  @Test(arguments: [
    "", "x", "-1", "123456789012345678901", String(repeating: "1", count: 1 << 20),
  ])
  func `what is no cursor is not sent back`(cursor: String) {
    var scan = LimiterScan(Self.setting, at: Fixture.now)
    scan.take([Self.page(cursor, ["rl:a"])])
    #expect(scan.next() == nil && !scan.reading(of: "redis").complete)
  }

  @Test(
    arguments: [
      [], [.error("NOPERM no SCAN")], [.array([])], [.array(nil)], [.integer(1)],
      [.array([.bulk(nil), .array([])])],
    ] as [[RedisValue]])
  func `a refused or odd step leaves the reading incomplete`(_ values: [RedisValue]) {
    var scan = LimiterScan(Self.setting, at: Fixture.now)
    scan.take(values)
    #expect(scan.next() == nil)
    #expect(!scan.reading(of: "redis").complete)
  }

  @Test func `a prefix is meant as it is written`() {
    let scan = LimiterScan(
      LimiterSetting(prefix: "rl[*]?\\", windowSeconds: 1, max: 1), at: Fixture.now)
    #expect(scan.next()?.first?[3] == "rl\\[\\*\\]\\?\\\\*")
  }

  @Test(arguments: [
    ("1.2.3.4", "1.2.•.•"), ("2001:db8:0:100::/56", "2001:db8:•"), ("::1", "::•"),
    ("mara@example.com", "ma•••"), ("ab", "•••"), ("", "•••"), ("1.2.3.999", "1.•••"),
    ("1.2.3", "1.•••"), ("user:mara:42", "us•••"), ("\u{1B}[2Jx", "•••"),
  ])
  func `a key shows no more than half a client`(_ key: String, _ shown: String) {
    #expect(MaskedKey.of(key[...]) == shown)
  }

  /// A scan over one key: the answers to each look at it, in order.
  private static func look(
    _ looks: [[RedisValue]], _ setting: LimiterSetting = setting
  ) -> (LimiterReading, [[[String]]]) {
    var scan = LimiterScan(setting, at: Fixture.now)
    scan.take([page("0", ["rl:1.2.3.4"])])
    var asked: [[[String]]] = []
    for answers in looks {
      guard let commands = scan.next() else { break }
      asked.append(commands)
      scan.take(answers)
    }
    return (scan.reading(of: "redis"), asked)
  }

  private static let otherType = RedisValue.error("WRONGTYPE Operation against a key")
  private static let bulk = RedisReadoutTests.bulk

  @Test func `a hash with the hits in a usual field is plainly one`() {
    let fields: RedisValue = .array([
      Self.bulk("150"), .bulk(nil), .bulk(nil), .bulk(nil), .bulk(nil),
    ])
    let (reading, asked) = Self.look([
      [Self.otherType, .integer(5000)], [.simple("hash")], [fields, .integer(5000)],
    ])
    #expect(asked[1] == [["TYPE", "rl:1.2.3.4"]] && asked[2][0][0] == "HMGET")
    #expect(reading.clients == 1 && reading.limitedCount == 1 && reading.complete)
  }

  @Test func `a sorted set of times is a sliding window`() {
    // Milliseconds of now: the window of 900 s begins before them.
    let newest: RedisValue = .array([Self.bulk("m"), Self.bulk("1795444327000")])
    let (reading, asked) = Self.look([
      [Self.otherType, .integer(5000)], [.simple("zset")],
      [newest, .integer(400), .integer(-1)], [.integer(150), .integer(-1)],
    ])
    #expect(asked[3][0] == ["ZCOUNT", "rl:1.2.3.4", "(1795443427000.0", "+inf"])
    // Its members grow too old: nobody is blocked for ever.
    #expect(reading.limited.map(\.resetsInSeconds) == [900] && reading.stuckCount == 0)
  }

  @Test func `a sorted set of other scores is counted only where the configuration says so`() {
    let newest: RedisValue = .array([Self.bulk("m150"), Self.bulk("150")])
    let values = [newest, .integer(150), .integer(5000)]
    let (plain, _) = Self.look([[Self.otherType, .integer(5000)], [.simple("zset")], values])
    #expect(plain.clients == 0 && plain.trouble == "1 key is no counter")
    var setting = Self.setting
    setting.kind = .sortedSet
    let (told, _) = Self.look([values], setting)
    #expect(told.limitedCount == 1 && told.complete)
  }

  @Test func `a counter over its limit that never ends is a client blocked for ever`() {
    let reading = Self.read([
      ("rl:1.2.3.4", Self.bulk("900"), 5000), ("rl:5.6.7.8", Self.bulk("150"), -1),
    ])
    #expect(reading.stuckCount == 1 && reading.limitedCount == 2)
    #expect(reading.limited.map(\.isStuck) == [true, false])
  }

  @Test(arguments: [
    (
      "NOPERM this user has no permissions to access one of the keys used as arguments",
      "may not read rl:*"
    ),
    ("NOPERM No permissions to access a key", "may not read rl:*"),
    ("NOPERM this user has no permissions to run the 'getrange' command", "may not call GETRANGE"),
    ("MOVED 3999 127.0.0.1:6381", "keys are moving to another node"),
    ("ERR \u{1B}[2Jodd", "refused: ERR odd"),
  ])
  func `what keeps a key from us is said`(_ error: String, _ trouble: String) {
    let (reading, _) = Self.look([[.error(error), .error(error)]])
    #expect(reading.trouble == trouble && !reading.complete && reading.clients == 0)
  }

  @Test func `what is no counter is counted, and what was not in time is said`() {
    let reading = Self.read([
      ("rl:a", Self.bulk("x"), 9), ("rl:b", Self.bulk("{}"), 9), ("rl:c", Self.bulk(""), 9),
    ])
    #expect(reading.trouble == "3 keys are no counters")
    var scan = LimiterScan(Self.setting, at: Fixture.now, nodes: 3)
    scan.giveUp()
    #expect(scan.reading(of: "redis").trouble == "1 of 3 nodes, not all in time")
  }
}
