import FuseboxCore
import FuseboxWords

/// What changed, newest first, as many lines as there is room for.
enum ChangesStrip {
  /// A rule and up to `count - 1` changes; nothing when not even one fits.
  static func lines(_ changes: [Change], at now: WallTime, width: Int, count: Int) -> [Line] {
    guard count > 1 else { return [] }
    let rule = Rule.line("changes", width: width)
    guard !changes.isEmpty else { return [rule, Line(" nothing has changed yet", .muted)] }
    return [rule] + changes.prefix(count - 1).map { line($0, at: now, width: width) }
  }

  /// One change; `showsProvider` is false where the whole screen is about one.
  static func line(
    _ change: Change, at now: WallTime, width: Int, showsProvider: Bool = true
  ) -> Line {
    var line = Line(" \(change.at.clock(besides: now)) ", .muted)
    if showsProvider {
      line.add(
        change.provider.rawValue.isEmpty ? change.kind.rawValue : "\(change.provider)",
        .text, width: 11)
    }
    line.add(change.what)
    guard !change.why.isEmpty else { return line }
    line.add("  ")
    if width >= 100, showsProvider { line.pad(to: 48) }
    line.add(change.why, .muted)
    return line
  }
}
