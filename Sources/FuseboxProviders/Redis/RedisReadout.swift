import FuseboxCore

/// One reading of a Redis, step by step: which commands come next, and what their answers mean.
/// It only reads. The round trip of its first pipeline, which begins with PING, is the latency.
package struct RedisReadout: Sendable {
  private let provider: ProviderID
  private let limits: [String: LimitSetting]
  private let database: Int
  private var scans: [LimiterScan]
  /// The scan whose turn it is; nil before INFO is read.
  private var turn: Int?
  private var info: [Substring: Substring] = [:]
  private var refusal: OperationResult?

  /// - Parameter database: each pipeline selects it when it is not 0.
  package init(
    provider: ProviderID, limiters: [LimiterSetting], limits: [String: LimitSetting],
    database: Int = 0
  ) {
    self.provider = provider
    self.limits = limits
    self.database = database
    scans = limiters.map { LimiterScan($0) }
  }

  /// The next pipeline; nil when all is read or the server refused.
  package mutating func next() -> [[String]]? {
    guard refusal == nil else { return nil }
    guard var turn else { return selected([["PING"], ["INFO"]]) }
    while turn < scans.count {
      self.turn = turn
      if let commands = scans[turn].next() { return selected(commands) }
      turn += 1
    }
    return nil
  }

  /// Takes the answers to the pipeline that `next` gave; a refused AUTH comes back alone.
  package mutating func take(_ values: [RedisValue]) {
    let selection = database == 0 ? 0 : 1
    // An error in a scan ends that scan only: Redis itself has answered.
    let decisive = turn == nil ? values[...] : values.prefix(selection)
    for case .error(let words) in decisive {
      refusal = RedisRefusal.result(of: words)
      return
    }
    let answers = values.dropFirst(selection)
    if let turn {
      scans[turn].take(Array(answers))
      return
    }
    guard answers.count == 2, answers.first == .simple("PONG"),
      case .bulk(let bytes?)? = answers.last
    else {
      refusal = Self.garbage
      return
    }
    info = Self.fields(String(decoding: bytes, as: UTF8.self))
    if info["used_memory"] == nil { refusal = Self.garbage }
    turn = 0
  }

  private func selected(_ commands: [[String]]) -> [[String]] {
    database == 0 ? commands : [["SELECT", String(database)]] + commands
  }

  private static let garbage = OperationResult(
    outcome: .failure(.server), reason: "answered something that is not Redis")

  /// `name:value` lines; `# Memory` heads a section.
  private static func fields(_ text: String) -> [Substring: Substring] {
    var fields: [Substring: Substring] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      guard line.first != "#", let colon = line.firstIndex(of: ":") else { continue }
      fields[line[..<colon]] = line[line.index(after: colon)...]
    }
    return fields
  }

  /// What the reading came to, and the limiters' state where it succeeded.
  package func result(at now: WallTime) -> (OperationResult, [LimiterReading]) {
    if let refusal { return (refusal, []) }
    guard turn != nil else { return (Self.garbage, []) }
    let most = number("maxmemory").flatMap { $0 > 0 ? $0 : nil }
    let meters = [
      reading(Redis.memory, used: "used_memory", limit: most, at: now),
      reading(Redis.clients, used: "connected_clients", limit: number("maxclients"), at: now),
    ]
    let result = OperationResult(
      outcome: .success, meters: meters.compactMap(\.self), notes: notes)
    return (result, scans.map { $0.reading(of: provider, at: now) })
  }

  private func number(_ field: Substring) -> Int64? {
    info[field].flatMap { Int64($0) }.flatMap { $0 >= 0 ? $0 : nil }
  }

  private func reading(
    _ meter: MeterDescription, used field: Substring, limit: Int64?, at now: WallTime
  ) -> MeterReading? {
    number(field).map {
      meter.reading(of: provider, used: $0, limit: limit, setting: limits[meter.id], at: now)
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
