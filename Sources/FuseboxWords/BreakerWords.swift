import FuseboxCore

/// A breaker's present state in phrases, a person's hold first.
package enum BreakerWords {
  /// Empty for a closed breaker, and for a provider without one.
  package static func phrases(_ provider: ProviderState, at now: WallTime) -> [String] {
    if let hold = provider.breaker.override { return [words(hold, at: now)] }
    guard provider.facts.isProbed, let breaker = provider.breaker.status else { return [] }
    var phrases: [String] = []
    if let until = breaker.pausedUntil, until > now {
      phrases.append("paused until \(until.clock(besides: now))")
    }
    switch breaker.state {
    case .closed: break
    case .open:
      phrases.append(
        "opened by itself \(breaker.since.clock(besides: now)), \(probe(breaker, at: now))")
    case .halfOpen:
      let passed = "\(breaker.probeSuccesses) of \(breaker.probesNeeded) probes passed"
      phrases.append("half-open since \(breaker.since.clock(besides: now)), \(passed)")
    }
    return phrases
  }

  /// "next probe in 18 s"
  package static func probe(_ breaker: BreakerStatus, at now: WallTime) -> String {
    guard let probe = breaker.probeAt, probe > now else { return "probe due" }
    return "next probe in \(Span.words(probe - now))"
  }

  /// "3rd time today"; nil for the first.
  package static func openings(_ provider: ProviderState, at now: WallTime) -> String? {
    let isToday = CalendarTime(now).day == CalendarTime(provider.breaker.openingsDay).day
    guard isToday, provider.breaker.openingsToday > 1 else { return nil }
    return "\(ordinal(provider.breaker.openingsToday)) time today"
  }

  /// "tripped by mk 14:01 until 15:01: bad deploy 4411"
  package static func words(_ hold: Override, at now: WallTime) -> String {
    let what = hold.kind == .forcedOpen ? "tripped" : "held closed"
    let end = hold.until.map { $0.hourMinute(besides: now) } ?? "reset"
    let since = hold.since.hourMinute(besides: now)
    return "\(what) by \(hold.actor.name) \(since) until \(end): \(hold.reason)"
  }

  private static func ordinal(_ number: Int) -> String {
    switch (number % 10, number % 100) {
    case (1, let tens) where tens != 11: "\(number)st"
    case (2, let tens) where tens != 12: "\(number)nd"
    case (3, let tens) where tens != 13: "\(number)rd"
    default: "\(number)th"
    }
  }
}
