import FuseboxCore

/// Breakers and their audit, one line each.
enum BreakerLine {
  /// `stripe      forced_open    mara until 15:01: bad deploy 4411`
  static func text(_ provider: ProviderState) -> String {
    let name = padded(provider.id.rawValue, 12)
    guard let breaker = provider.breaker.status else { return "\(name)none           page only" }
    let state = padded(breaker.effective.rawValue, 15)
    guard let override = provider.breaker.override else {
      let window = breaker.window
      return "\(name)\(state)\(window.failures) of \(window.calls) calls failed"
    }
    let end = override.until.map { "until \($0.clock(besides: override.since))" } ?? "until reset"
    return "\(name)\(state)\(override.actor.name) \(end): \(override.reason)"
  }

  /// `2026-11-23T14:01:00.000Z  stripe  trip  closed → forced_open  mara (uid 1000): bad deploy`
  static func text(_ record: AuditRecord) -> String {
    let actor = "\(record.actor.name) (\(record.actor.nameSource), uid \(record.actor.uid))"
    return [
      record.at.rfc3339, padded(record.provider.rawValue, 10), padded(record.action.rawValue, 7),
      "\(word(record.from)) → \(word(record.to))", "\(actor): \(record.reason)",
    ].joined(separator: "  ")
  }

  private static func word(_ state: EffectiveState?) -> String { state?.rawValue ?? "?" }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
