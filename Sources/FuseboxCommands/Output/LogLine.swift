import FuseboxConfig
import FuseboxCore
import FuseboxWords

/// One change as one line of a log. Provider text in it is terminal-safe since it came in.
enum LogLine {
  static func text(_ change: Change) -> String {
    let who = change.provider.rawValue.isEmpty ? "fusebox" : change.provider.rawValue
    let name = who + String(repeating: " ", count: max(0, 10 - who.count))
    let why = change.why.isEmpty ? "" : "  \(change.why)"
    return "\(change.at.rfc3339)  \(name)  \(change.what)\(why)"
  }
}

/// Times as people type them.
enum Moment {
  /// `22:00` is the last time it was 22:00 UTC; `30m` is that long ago; RFC 3339 is itself.
  static func read(_ text: String, now: WallTime) -> WallTime? {
    if let time = WallTime(rfc3339: text) { return time }
    if let length = Length.read(text) { return now + (.zero - length) }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hour = Int64(parts[0]), (0..<24).contains(hour),
      let minute = Int64(parts[1]), (0..<60).contains(minute)
    else { return nil }
    var fields = CalendarTime(now)
    (fields.hour, fields.minute, fields.second, fields.millisecond) = (hour, minute, 0, 0)
    let today = fields.wallTime
    return today <= now ? today : today + .seconds(-86_400)
  }
}
