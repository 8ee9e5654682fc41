import FuseboxCore

extension BreakerStatus {
  /// What the board is told of a breaker, in calendar time.
  init(_ id: ProviderID, _ snapshot: BreakerSnapshot, _ facts: ProviderFacts, at now: Instant) {
    self.init(
      provider: id, at: now.wall, state: snapshot.state, since: now.wallTime(of: snapshot.since),
      probeAt: snapshot.probeAt.map { now.wallTime(of: $0) },
      pausedUntil: snapshot.pausedUntil.map { now.wallTime(of: $0) }, window: snapshot.window,
      threshold: facts.thresholdPercent, attempt: snapshot.attempt,
      waitMilliseconds: snapshot.wait.milliseconds, probesOut: snapshot.probesOut,
      probeSuccesses: snapshot.probeSuccesses, probesNeeded: snapshot.probesNeeded,
      refused: snapshot.refused, late: snapshot.late, forced: snapshot.forced.kind)
  }

  /// Whether it says more than that time has passed.
  func isNews(after before: BreakerStatus?) -> Bool {
    guard let before, from == nil, before.from == nil else { return true }
    var comparable = self
    comparable.at = before.at
    comparable.since = before.since
    // Rounding, and a clock that is corrected little by little, are no news; another deadline is.
    if Self.isSame(probeAt, before.probeAt) { comparable.probeAt = before.probeAt }
    if Self.isSame(pausedUntil, before.pausedUntil) { comparable.pausedUntil = before.pausedUntil }
    return comparable != before
  }

  private static func isSame(_ left: WallTime?, _ right: WallTime?) -> Bool {
    guard let left, let right else { return false }
    return max(left, right) - min(left, right) < .seconds(1)
  }
}
