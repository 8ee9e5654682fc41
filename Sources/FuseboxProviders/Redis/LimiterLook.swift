import FuseboxCore

/// How one key of a limiter is looked at: what is asked, and what the answers say.
enum LimiterLook: Sendable, Equatable {
  /// The hits as a number, and the time left.
  case counter
  /// Of what type it is.
  case type
  case hash
  /// Newest member and number of a sorted set.
  case sortedSet
  /// Members of a sorted set newer than this score.
  case window(from: Double)

  /// A number of 64 bits has at most twenty characters; a longer value is no counter.
  private static let longestCounter = 20
  /// Names under which libraries keep the hits of a client.
  static let fields = ["totalHits", "hits", "count", "Count", "counter"]

  func commands(_ key: String, _ setting: LimiterSetting) -> [[String]] {
    switch self {
    case .counter: [["GETRANGE", key, "0", String(Self.longestCounter)], ["PTTL", key]]
    case .type: [["TYPE", key]]
    case .hash: [["HMGET", key] + (setting.field.map { [$0] } ?? Self.fields), ["PTTL", key]]
    case .sortedSet:
      [["ZREVRANGE", key, "0", "0", "WITHSCORES"], ["ZCARD", key], ["PTTL", key]]
    case .window(let start): [["ZCOUNT", key, "(\(start)", "+inf"], ["PTTL", key]]
    }
  }

  /// Answers that `commands` brings.
  var answers: Int {
    switch self {
    case .type: 1
    case .counter, .hash, .window: 2
    case .sortedSet: 3
    }
  }

  /// What a look came to.
  enum Finding: Equatable {
    /// The key is gone: nobody.
    case gone
    /// - milliseconds: until it ends by itself; nil: never.
    case hits(Int64, milliseconds: Int64?)
    case noCounter
    /// Another look tells.
    case again(LimiterLook)
    case refused(String)
  }

  /// - Parameter values: as many as `answers`.
  func read(_ values: ArraySlice<RedisValue>, _ setting: LimiterSetting, at now: WallTime)
    -> Finding
  {
    for case .error(let words) in values {
      let isOtherType = words.hasPrefix("WRONGTYPE")
      guard isOtherType else { return .refused(words) }
      return self == .counter && setting.kind == nil ? .again(.type) : .noCounter
    }
    if self == .type { return Self.look(at: values.first) }
    guard case .integer(let left)? = values.last, left >= -2 else { return .noCounter }
    guard left != -2 else { return .gone }
    let end = left < 0 ? nil : left
    switch self {
    case .counter:
      return Self.number(values.first).map { .hits($0, milliseconds: end) } ?? .noCounter
    case .hash: return Self.hash(values.first).map { .hits($0, milliseconds: end) } ?? .noCounter
    case .sortedSet: return Self.members(values, end, setting, at: now)
    case .window:
      guard case .integer(let count)? = values.first, count >= 0 else { return .noCounter }
      // Members grow too old by themselves, whether the key ends or not.
      let window = (CheckedInteger(setting.windowSeconds) * 1000).clamped
      return .hits(count, milliseconds: Swift.min(end ?? window, window))
    case .type: return .noCounter
    }
  }

  private static func look(at value: RedisValue?) -> Finding {
    switch value {
    case .simple("hash"): .again(.hash)
    case .simple("zset"): .again(.sortedSet)
    case .simple("none"): .gone
    default: .noCounter
    }
  }

  private static func number(_ value: RedisValue?) -> Int64? {
    guard case .bulk(let bytes?)? = value else { return nil }
    return Int64(String(decoding: bytes, as: UTF8.self))
  }

  /// The one field of those asked for that holds a number.
  private static func hash(_ value: RedisValue?) -> Int64? {
    guard case .array(let fields?)? = value else { return nil }
    let numbers = fields.compactMap { number($0) }
    return numbers.count == 1 ? numbers[0] : nil
  }

  /// Scores that are plainly times make a sliding window; others are counted only where the
  /// configuration says that they are hits.
  private static func members(
    _ values: ArraySlice<RedisValue>, _ end: Int64?, _ setting: LimiterSetting, at now: WallTime
  ) -> Finding {
    guard case .array(let newest?)? = values.first, case .bulk(let bytes?)? = newest.last,
      let score = Double(String(decoding: bytes, as: UTF8.self)),
      case .integer(let count) = values[values.startIndex + 1], count >= 0
    else { return .noCounter }
    if let start = windowStart(newest: score, setting, at: now) {
      return .again(.window(from: start))
    }
    return setting.kind == .sortedSet ? .hits(count, milliseconds: end) : .noCounter
  }

  /// Where the window begins in the unit of the scores: seconds, or thousandths of these down to
  /// nanoseconds; nil when they are no times of the last year.
  private static func windowStart(
    newest score: Double, _ setting: LimiterSetting, at now: WallTime
  ) -> Double? {
    let seconds = Double(now.milliseconds) / 1000
    let unit = [1, 1e3, 1e6, 1e9].first { unit in
      ((seconds - 366 * 86_400) * unit...(seconds + 86_400) * unit).contains(score)
    }
    return unit.map { (seconds - Double(setting.windowSeconds)) * $0 }
  }
}
