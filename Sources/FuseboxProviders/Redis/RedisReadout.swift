import FuseboxCore

/// One reading of a Redis, pipeline by pipeline: PING and INFO, a cluster's size, then the
/// limiters one after another. It only reads. The round trip of its first pipeline, which begins
/// with PING, is the latency.
struct RedisReadout: Procedure {
  static let operation = Operation(name: "info.read", signal: .probe) { RedisReadout($0) }

  private enum Stage {
    case info, cluster
    /// The scan whose turn it is.
    case scan(Int)
  }

  private let context: CallContext
  private let target: RedisTarget
  private var stage = Stage.info
  private var scans: [LimiterScan] = []
  private var info: [String: String] = [:]
  private var refusal: OperationResult?

  /// nil without an address.
  init?(_ context: CallContext) {
    guard let target = context.redis else { return nil }
    self.context = context
    self.target = target
  }

  mutating func next() -> Ask? {
    pipeline().map { .redis(RedisAsk($0, to: target, deadline: context.deadline)) }
  }

  mutating func take(_ reply: Reply) {
    switch reply {
    case .redis(let reply): take(reply.values)
    case .refused(let result): refusal = result
    case .outOfTime:
      if case .scan(let turn) = stage {
        for index in turn..<scans.count { scans[index].giveUp() }
      } else {
        refusal = .unfinished
      }
    case .http, .token: refusal = .unfinished
    }
  }

  /// The next pipeline; nil when all is read or the server refused. Each selects the database when
  /// that is not 0.
  mutating func pipeline() -> [[String]]? {
    guard refusal == nil else { return nil }
    switch stage {
    case .info: return selected([["PING"], ["INFO"]])
    case .cluster: return selected([["CLUSTER", "INFO"]])
    case .scan(var turn):
      while turn < scans.count {
        stage = .scan(turn)
        if let commands = scans[turn].next() { return selected(commands) }
        turn += 1
      }
      return nil
    }
  }

  private func selected(_ commands: [[String]]) -> [[String]] {
    target.database == 0 ? commands : [["SELECT", String(target.database)]] + commands
  }

  /// Takes the answers to the pipeline; a refused AUTH comes back alone.
  mutating func take(_ values: [RedisValue]) {
    let selection = target.database == 0 ? 0 : 1
    // A refusal in a scan ends that scan only: Redis itself has answered.
    let decisive = if case .info = stage { values[...] } else { values.prefix(selection) }
    for case .error(let words) in decisive {
      refusal = RedisRefusal.result(of: words, database: target.database)
      return
    }
    let answers = Array(values.dropFirst(selection))
    switch stage {
    case .info: takeInfo(answers)
    case .cluster: takeCluster(answers.first)
    case .scan(let turn): scans[turn].take(answers)
    }
  }

  private mutating func takeInfo(_ answers: [RedisValue]) {
    guard answers.first == .simple("PONG") else {
      refusal = Self.garbage
      return
    }
    guard answers.count == 2, case .bulk(let bytes?)? = answers.last else {
      refusal = Self.unreadable
      return
    }
    info = Self.fields(bytes)
    if info["redis_mode"] == "sentinel" {
      let (outcome, words) = RedisRefusal.elsewhere("a Sentinel, not the Redis itself")
      refusal = OperationResult(outcome: outcome, reason: words)
    } else if info["used_memory"] == nil {
      refusal = Self.unreadable
    } else if info["cluster_enabled"] == "1" {
      stage = .cluster
    } else {
      beginScans(nodes: nil)
    }
  }

  private mutating func takeCluster(_ answer: RedisValue?) {
    // A node that does not tell is a part all the same.
    guard case .bulk(let bytes?)? = answer else { return beginScans(nodes: 0) }
    let cluster = Self.fields(bytes)
    if cluster["cluster_slots_assigned"] == "0" {
      let (outcome, words) = RedisRefusal.elsewhere("a node of no cluster yet")
      refusal = OperationResult(outcome: outcome, reason: words)
    } else if cluster["cluster_state"] == "fail" {
      refusal = RedisRefusal.result(of: "CLUSTERDOWN")
    } else {
      let size = cluster["cluster_size"].flatMap { Int64($0) } ?? 0
      beginScans(nodes: size == 1 ? nil : max(0, size))
    }
  }

  private mutating func beginScans(nodes: Int64?) {
    scans = context.limiters.map { LimiterScan($0, at: context.now, nodes: nodes) }
    stage = .scan(0)
  }

  private static let garbage = OperationResult(
    outcome: .failure(.server), reason: "answered something that is not Redis")
  /// It serves: what we cannot read does not count against it.
  private static let unreadable = OperationResult(
    outcome: .wiring, reason: "answers, but its INFO cannot be read")

  /// `name:value` lines; `# Memory` heads a section.
  private static func fields(_ bytes: [UInt8]) -> [String: String] {
    var fields: [String: String] = [:]
    for line in bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    ) {
      guard line.first != UInt8(ascii: "#"), let colon = line.firstIndex(of: UInt8(ascii: ":"))
      else { continue }
      let name = String(decoding: line[..<colon], as: UTF8.self)
      fields[name] = String(decoding: line[(colon + 1)...], as: UTF8.self)
    }
    return fields
  }

  /// What the reading came to, with the limiters' state where it succeeded.
  var result: OperationResult {
    if let refusal { return refusal }
    guard case .scan = stage else { return .unfinished }
    let most = number("maxmemory").flatMap { $0 > 0 ? $0 : nil }
    let meters = [
      reading(Redis.memory, used: "used_memory", limit: most),
      reading(Redis.clients, used: "connected_clients", limit: number("maxclients")),
    ]
    return OperationResult(
      outcome: .success, meters: meters.compactMap(\.self),
      limiters: scans.map { $0.reading(of: context.provider) }, notes: notes)
  }

  private func number(_ field: String) -> Int64? {
    info[field].flatMap { Int64($0) }.flatMap { $0 >= 0 ? $0 : nil }
  }

  private func reading(
    _ meter: MeterDescription, used field: String, limit: Int64?
  ) -> MeterReading? {
    number(field).map {
      meter.reading(
        of: context.provider, used: $0, limit: limit, setting: context.limits[meter.id],
        at: context.now)
    }
  }

  /// What makes a limiter forget or fail although Redis answers.
  private var notes: [String] {
    var notes: [String] = []
    if let evicted = number("evicted_keys"), evicted > 0 {
      notes.append("\(evicted) keys evicted: limits were forgotten")
    }
    if info["rdb_last_bgsave_status"] == "err" || info["aof_last_write_status"] == "err" {
      notes.append("cannot save to disk")
    }
    if info["master_link_status"] == "down" { notes.append("its master cannot be reached") }
    // The section `errorstats`, from Redis 6.2 on: refusals since its start, by their first word.
    let refused = [("OOM", "memory full"), ("MISCONF", "cannot save"), ("READONLY", "read-only")]
    for (code, words) in refused {
      let count = info["errorstat_\(code)"]?.split(separator: "=").last.flatMap { Int64($0) }
      if let count, count > 0 { notes.append("\(count) writes refused: \(words)") }
    }
    return notes
  }
}
