import FuseboxCore

/// A rate limit as header fields tell it: the customary `X-RateLimit-*`, and the three forms that
/// the IETF draft went through (draft-ietf-httpapi-ratelimit-headers -06, -07, -08 and later).
struct RateLimit: Sendable, Equatable {
  var limit: Int64?
  var remaining: Int64
  var resetsAt: WallTime?

  /// nil when no form is there, or what is there cannot be read.
  init?(_ answer: HTTPAnswer, at now: WallTime) {
    if let text = answer.field("RateLimit") {
      self.init(structured: text, at: now)
    } else {
      self.init(fieldsOf: answer, at: now)
    }
  }

  private init?(fieldsOf answer: HTTPAnswer, at now: WallTime) {
    func value(_ name: String) -> Int64? {
      let text = answer.field("X-RateLimit-\(name)") ?? answer.field("RateLimit-\(name)")
      return text.flatMap { Self.whole($0[...]) }
    }
    guard let remaining = value("Remaining") else { return nil }
    self.remaining = remaining
    limit = value("Limit")
    resetsAt = value("Reset").flatMap { Self.moment($0, at: now) }
  }

  /// `limit=100, remaining=50, reset=30` (-07) or `"default";r=50;t=30` (-08); of several policies
  /// the first, which the server puts first because it binds.
  private init?(structured text: String, at now: WallTime) {
    let isList = text.contains(";")
    let first = isList ? text.prefix { $0 != "," } : text[...]
    var values: [Substring: Int64] = [:]
    for part in first.split(separator: isList ? ";" : ",") {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { continue }
      values[pair[0].trimmingPrefix { $0 == " " }] = Self.whole(pair[1])
    }
    guard let remaining = values[isList ? "r" : "remaining"] else { return nil }
    self.remaining = remaining
    limit = values["limit"]
    resetsAt = values[isList ? "t" : "reset"].map { now + .seconds($0) }
  }

  private static func whole(_ text: Substring) -> Int64? {
    let digits = text.drop { $0 == " " }.prefix { $0 != " " }
    return Int64(digits).flatMap { $0 >= 0 && $0 < 1 << 40 ? $0 : nil }
  }

  /// Some say when, some say in how long: nothing waits for thirty years.
  private static func moment(_ seconds: Int64, at now: WallTime) -> WallTime? {
    seconds > 1_000_000_000 ? WallTime(stated: CheckedInteger(seconds)) : now + .seconds(seconds)
  }
}
