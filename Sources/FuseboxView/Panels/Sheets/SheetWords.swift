import FuseboxCore
import FuseboxWords

/// What a sheet says, from the facts of the board alone.
struct SheetWords {
  /// One thing said, under its label.
  struct Row: Equatable {
    var label: String
    var text: String
    /// Stays on a screen with no room for all rows.
    var isVital = false
    /// The reason is typed behind it.
    var isReason = false
    /// The keys that change it.
    var keys = ""
  }

  let sheet: Sheet
  /// nil when the board lost it while the sheet was open.
  let provider: ProviderState?
  let actor: Actor
  let now: WallTime

  /// What the sheet is about, with its key in front.
  var title: String {
    let name = sheet.provider
    switch sheet.kind {
    case .trip: return "T  stop calls to \(name) (trip)"
    case .hold: return "H  let every call to \(name) pass (hold closed)"
    case .reset: return "R  let calls to \(name) pass again (reset)"
    case .probe: return "P  one call to \(name) now (probe)"
    case .undo: return "U  take the last change to \(name) back"
    case .export: return "e  write the board to a file"
    }
  }

  /// For a screen of one line: "T twilio".
  var mark: String {
    sheet.kind == .export ? "e" : "\(title.prefix(1)) \(sheet.provider)"
  }

  /// In the order of the sheet, without the keys.
  var rows: [Row] {
    guard sheet.kind != .export else { return [] }
    let asked = [
      Row(label: "why", text: sheet.reason, isVital: true, isReason: true, keys: "i  edit"),
      Row(label: "who", text: who),
    ]
    return [Row(label: "now", text: state)] + effects + asked
  }

  private var effects: [Row] {
    switch sheet.kind {
    case .trip: return trip
    case .hold:
      return [
        Row(
          label: "passes", text: "every call, fusebox's and your applications'; no failure opens it"
        ),
        Row(label: "for", text: lengths, isVital: true, keys: "← → or 1 2 3 4"),
        Row(label: "then", text: "the breaker judges the calls again"),
      ]
    case .reset:
      return [
        Row(label: "p", text: "half-open: one probe decides", isVital: true),
        Row(
          label: "y", text: "closed at once: the hold and the failures so far are cleared",
          isVital: true),
      ]
    case .probe: return [Row(label: "does", text: probe, isVital: true)]
    case .undo: return [Row(label: "was", text: lastChange, isVital: true)]
    case .export: return []
    }
  }

  private var probe: String {
    switch provider?.breaker.effective {
    case .forcedOpen:
      "nothing: a tripped breaker is not probed; esc, then R and p: one probe decides"
    case .open: "half-open: this one call decides"
    default: "one call, judged as any other"
    }
  }

  private var trip: [Row] {
    let asking = provider.flatMap { Self.applications($0, at: now) }
    let apps =
      asking.map { "; apps that ask fusebox first: \($0)" } ?? "; no application asks first"
    let hasPage = provider?.facts.hasPage == true
    let page = hasPage ? "\(sheet.provider)'s status page, " : ""
    let isEndless = sheet.length == .untilReset
    let then = isEndless ? "stays open until somebody resets it" : "half-open: one probe decides"
    return [
      Row(label: "stops", text: "fusebox's probe and usage calls\(apps)"),
      Row(label: "goes on", text: "\(page)apps that never ask"),
      Row(label: "for", text: lengths, isVital: true, keys: "← → or 1 2 3 4"),
      Row(label: "then", text: then),
    ]
  }

  private var lengths: String {
    sheet.lengths.enumerated().map { index, length in
      index == sheet.choice ? "›\(length.words)‹" : length.words
    }
    .joined(separator: "  ")
  }

  private var state: String {
    guard let provider else { return "no longer on the board" }
    var parts = [held(provider) ?? machine(provider)]
    if let window = provider.breaker.status?.window, window.calls > 0 {
      parts.append("\(window.useless) of \(window.calls) calls failed")
    }
    if let last = provider.calls.recent.first {
      parts.append("last call \(Span.words(now - last.at)) ago")
    }
    return parts.joined(separator: Phrases.separator)
  }

  private func held(_ provider: ProviderState) -> String? {
    provider.breaker.override.map { BreakerWords.words($0, at: now) }
  }

  /// "OPEN since 14:27"
  private func machine(_ provider: ProviderState) -> String {
    guard let breaker = provider.breaker.status, breaker.state != .closed else {
      return BreakerState.closed.words
    }
    return "\(breaker.state.words) since \(breaker.since.hourMinute(besides: now))"
  }

  private var lastChange: String {
    guard let record = provider?.breaker.lastChange else { return "nothing" }
    return "\(record.words) at \(record.at.clock(besides: now)): \(record.reason)"
  }

  private var who: String {
    let source = actor.nameSource.isEmpty ? "" : " (from \(actor.nameSource))"
    let tty = actor.tty.isEmpty ? "" : ", \(actor.tty)"
    return "\(actor.name)\(source)\(tty)"
  }

  /// "checkout, notifier (asked 2 s ago)": the applications that ask, the newest three by name;
  /// nil when none does.
  static func applications(_ provider: ProviderState, at now: WallTime) -> String? {
    guard let newest = provider.calls.applications.map(\.lastAskedAt).max() else { return nil }
    let names = provider.calls.applications.prefix(3).map(\.client).joined(separator: ", ")
    let more = provider.calls.applications.count - 3
    return "\(names)\(more > 0 ? " +\(more)" : "") (asked \(Span.words(now - newest)) ago)"
  }
}
