import FuseboxCore

/// Reads one limiter's clients without touching them: SCAN by prefix, then what each key holds and
/// how long it lives. The limiter's own script is never run: it would count.
///
/// rate-limit-redis writes counters: the key is the prefix and the client, the value its hits as a
/// number, its time to live the rest of the window. Others keep a hash, or a sorted set of times.
struct LimiterScan: Sendable {
  /// Keys that Redis looks at in one step, and the most steps of one reading.
  static let stepSize = 500
  static let mostSteps = 20
  /// Keys that are read: a Redis that brings more in a step than it was asked for gets no more out
  /// of us. Their bytes are bounded too, for each is sent back some times.
  static let mostKeys = 10_000
  static let mostKeyBytes = 2 << 20
  private static let mostListed = 10
  private static let longestCursor = 20

  private struct Question {
    var key: String
    var look: LimiterLook
  }

  private let setting: LimiterSetting
  private let now: WallTime
  /// nil once Redis has shown everything, or the cap was reached.
  private var cursor: String? = "0"
  private var steps = 0
  private var keyBytes = 0
  /// Not asked yet.
  private var pending: ArraySlice<Question> = []
  /// SCAN may show a key twice.
  private var seen: Set<String> = []
  private var clients: Int64 = 0
  private var limitedCount: Int64 = 0
  private var stuckCount: Int64 = 0
  private var limited: [LimiterReading.LimitedClient] = []
  private var gaps = LimiterGaps()

  /// - Parameters:
  ///   - now: what times in sorted sets are measured by.
  ///   - nodes: of the cluster of which one node is read; nil for a Redis by itself.
  init(_ setting: LimiterSetting, at now: WallTime, nodes: Int64? = nil) {
    self.setting = setting
    self.now = now
    gaps.nodes = nodes
  }

  private var firstLook: LimiterLook {
    switch setting.kind {
    case nil, .counter: .counter
    case .hash: .hash
    case .sortedSet: .sortedSet
    }
  }

  /// The next commands: what the keys found hold, and the next step of the scan beside them. nil
  /// when all is read.
  func next() -> [[String]]? {
    var commands = turn.flatMap { $0.look.commands($0.key, setting) }
    if let cursor, isLastTurn {
      commands.append(
        ["SCAN", cursor, "MATCH", "\(Self.literal(setting.prefix))*", "COUNT", "\(Self.stepSize)"])
    }
    return commands.isEmpty ? nil : commands
  }

  /// The keys that are asked for at once.
  private var turn: ArraySlice<Question> { pending.prefix(Self.stepSize) }
  private var isLastTurn: Bool { pending.count <= Self.stepSize }

  /// The answers to `next`, in order. What is not as it should be leaves the reading incomplete.
  mutating func take(_ values: [RedisValue]) {
    let asked = turn
    let isStepTaken = isLastTurn && cursor != nil
    pending = pending.dropFirst(asked.count)
    var rest = values[...]
    for question in asked {
      let answers = rest.prefix(question.look.answers)
      rest = rest.dropFirst(answers.count)
      guard answers.count == question.look.answers else {
        gaps.other = gaps.other ?? "no answer"
        break
      }
      take(question.look.read(answers, setting, at: now), of: question.key)
    }
    if isStepTaken { takeStep(rest.count == 1 ? rest.first : nil) }
  }

  /// Ends it with what there is.
  mutating func giveUp() {
    gaps.isLate = true
    cursor = nil
    pending = []
  }

  private mutating func take(_ finding: LimiterLook.Finding, of key: String) {
    switch finding {
    case .gone: break
    case .hits(let hits, let milliseconds): count(key, hits, milliseconds)
    case .noCounter: gaps.noCounters += 1
    case .again(let look): pending.append(Question(key: key, look: look))
    case .refused(let words): gaps.note(words)
    }
  }

  private mutating func takeStep(_ value: RedisValue?) {
    cursor = nil
    if case .error(let words)? = value { return gaps.note(words) }
    guard let value, let (next, keys) = Self.page(value) else {
      gaps.other = gaps.other ?? "no list of keys"
      return
    }
    steps += 1
    guard keep(keys), next == "0" || (steps < Self.mostSteps && seen.count < Self.mostKeys) else {
      gaps.isCapped = true
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
      pending.append(Question(key: key, look: firstLook))
    }
    return true
  }

  /// Held back means more hits than the maximum; without an end, for ever: a crash between the
  /// counting and the setting of its time to live leaves such a key.
  private mutating func count(_ key: String, _ hits: Int64, _ milliseconds: Int64?) {
    clients += 1
    guard hits > setting.max else { return }
    limitedCount += 1
    if milliseconds == nil { stuckCount += 1 }
    let left = milliseconds ?? 0
    let client = LimiterReading.LimitedClient(
      maskedKey: MaskedKey.of(key.dropFirst(setting.prefix.count)), hits: hits,
      resetsInSeconds: left / 1000 + (left % 1000 > 0 ? 1 : 0), isStuck: milliseconds == nil)
    let place = limited.firstIndex { Self.isWorse(client, than: $0) } ?? limited.count
    limited.insert(client, at: place)
    if limited.count > Self.mostListed { limited.removeLast() }
  }

  private static func isWorse(
    _ client: LimiterReading.LimitedClient, than other: LimiterReading.LimitedClient
  ) -> Bool {
    client.isStuck == other.isStuck ? client.hits > other.hits : client.isStuck
  }

  func reading(of provider: ProviderID) -> LimiterReading {
    let prefix = TerminalSafe(setting.prefix, cap: 40).text
    return LimiterReading(
      provider: provider, at: now, prefix: prefix, max: setting.max,
      windowSeconds: setting.windowSeconds, clients: clients, limited: limited,
      limitedCount: limitedCount, complete: gaps.isEmpty, trouble: gaps.words(prefix: prefix),
      stuckCount: stuckCount)
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
