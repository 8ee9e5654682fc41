extension ProviderFacts {
  /// A reading that is older than so many of its intervals is stale: two may have been lost.
  private static let intervals: CheckedInteger = 3

  /// Whether what `signal` read at `time` still tells how the provider is at `now`.
  package func isFresh(_ signal: Signal, readAt time: WallTime, at now: WallTime) -> Bool {
    // An interval may come out of a damaged board.
    let horizon = CheckedInteger(interval(of: signal)) * Self.intervals
    return now - time <= .seconds(horizon.clamped)
  }

  private func interval(of signal: Signal) -> Int64 {
    switch signal {
    case .status: statusInterval
    case .probe, .webhooks, .traffic: probeInterval
    case .usage: usageInterval
    }
  }
}
