import FuseboxCore

/// Reads one limiter's counters without touching them: SCAN by prefix, then the hits and the time
/// left of each key. The limiter's own script is never run: it would count.
///
/// Counters as rate-limit-redis writes them: the key is the prefix and the client, the value its
/// hits as a number, its time to live the rest of the window.
struct LimiterScan: Sendable {
  /// Keys that Redis looks at in one step, and the most steps of one reading.
  static let stepSize = 500
  static let mostSteps = 20
  /// Keys that are read: a Redis that brings more in a step than it was asked for gets no more out
  /// of us. Their bytes are bounded too, for each is sent back twice.
  static let mostKeys = 10_000
  static let mostKeyBytes = 2 << 20
  private static let mostListed = 10
  /// A number of 64 bits has at most twenty characters; a longer value is no counter.
  private static let longestCounter = 20
  private static let longestCursor = 20

  private let setting: LimiterSetting
  /// nil once Redis has shown everything, or the cap was reached.
  private var cursor: String? = "0"
  private var steps = 0
  private var keyBytes = 0
  /// Found by the last step, not read yet.
  private var pending: ArraySlice<String> = []
  /// SCAN may show a key twice.
  private var seen: Set<String> = []
  private var clients: Int64 = 0
  private var limitedCount: Int64 = 0
  private var limited: [LimiterReading.LimitedClient] = []
  private var complete = true

  init(_ setting: LimiterSetting) { self.setting = setting }

  /// The next commands: the counters of the keys found, and the next step of the scan beside
  /// them. nil when all is read.
  func next() -> [[String]]? {
    var commands = turn.flatMap { key in
      [["GETRANGE", key, "0", String(Self.longestCounter)], ["PTTL", key]]
    }
    if let cursor, isLastTurn {
      commands.append(
        ["SCAN", cursor, "MATCH", "\(Self.literal(setting.prefix))*", "COUNT", "\(Self.stepSize)"])
    }
    return commands.isEmpty ? nil : commands
  }

  /// The keys whose counters are asked for at once.
  private var turn: ArraySlice<String> { pending.prefix(Self.stepSize) }
  private var isLastTurn: Bool { pending.count <= Self.stepSize }

  /// The answers to `next`, in order. What is not as it should be leaves the reading incomplete.
  mutating func take(_ values: [RedisValue]) {
    for (index, key) in turn.enumerated() where index * 2 + 1 < values.count {
      count(key, hits: values[index * 2], timeLeft: values[index * 2 + 1])
    }
    let answered = turn.count * 2
    if values.count < answered { complete = false }
    let isStepTaken = isLastTurn && cursor != nil
    pending = pending.dropFirst(turn.count)
    guard isStepTaken else { return }
    cursor = nil
    guard values.count == answered + 1, let (next, keys) = Self.page(values[answered]) else {
      complete = false
      return
    }
    steps += 1
    guard keep(keys), next == "0" || (steps < Self.mostSteps && seen.count < Self.mostKeys) else {
      complete = false
      return
    }
    if next != "0" { cursor = next }
  }

  /// Keeps what has not been seen yet, to be read; false when that is not all.
  private mutating func keep(_ keys: [String]) -> Bool {
    for key in keys where key.hasPrefix(setting.prefix) && !seen.contains(key) {
      let bytes = keyBytes + key.utf8.count
      guard seen.count < Self.mostKeys, bytes <= Self.mostKeyBytes else { return false }
      keyBytes = bytes
      seen.insert(key)
      pending.append(key)
    }
    return true
  }

  /// Refused means more hits than the maximum. A key that is gone (-2) is nobody; one without an
  /// end (-1) is a leftover, which the limiter starts anew at the next hit.
  private mutating func count(_ key: String, hits: RedisValue, timeLeft: RedisValue) {
    guard case .bulk(let bytes?) = hits, case .integer(let milliseconds) = timeLeft,
      let number = Int64(String(decoding: bytes, as: UTF8.self)), milliseconds != -2
    else { return }
    clients += 1
    guard milliseconds >= 0, number > setting.max else { return }
    limitedCount += 1
    let client = LimiterReading.LimitedClient(
      maskedKey: MaskedKey.of(key.dropFirst(setting.prefix.count)), hits: number,
      resetsInSeconds: milliseconds / 1000 + (milliseconds % 1000 > 0 ? 1 : 0))
    let place = limited.firstIndex { $0.hits < number } ?? limited.count
    limited.insert(client, at: place)
    if limited.count > Self.mostListed { limited.removeLast() }
  }

  func reading(of provider: ProviderID, at now: WallTime) -> LimiterReading {
    LimiterReading(
      provider: provider, at: now, prefix: TerminalSafe(setting.prefix, cap: 40).text,
      max: setting.max, windowSeconds: setting.windowSeconds, clients: clients, limited: limited,
      limitedCount: limitedCount, complete: complete)
  }

  private static func page(_ value: RedisValue) -> (String, [String])? {
    guard case .array(let parts?) = value, parts.count == 2, case .bulk(let cursor?) = parts[0],
      case .array(let keys?) = parts[1], (1...longestCursor).contains(cursor.count),
      cursor.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    let words = keys.compactMap { key -> String? in
      guard case .bulk(let bytes?) = key else { return nil }
      return String(validating: bytes, as: UTF8.self)
    }
    return (String(decoding: cursor, as: UTF8.self), words)
  }

  /// The prefix as a pattern that matches only itself.
  private static func literal(_ prefix: String) -> String {
    prefix.reduce(into: "") { pattern, character in
      if "*?[]\\".contains(character) { pattern.append("\\") }
      pattern.append(character)
    }
  }
}
