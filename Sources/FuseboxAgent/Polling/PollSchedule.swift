import FuseboxCore

/// When one slot calls next: a value that decides, the agent acts.
///
/// - every `interval` after the start of the last call, ±5 % jitter, at the nearest multiple of its
///   grain, so that polls meet;
/// - after a failure, or a refused credential, every 10 s until three outcomes in a row agree, at most six such extra calls
///   an hour: so a provider polled once a minute has three failures within 90 s of failing;
/// - not before a stated Retry-After, but for no more than fifteen minutes: whoever asks for an
///   hour is looked at all the same;
/// - while the breaker is open, at the breaker's own deadline.
package struct PollSchedule: Sendable {
  private let interval: Duration
  private let confirms: Bool
  private let gap: Duration
  private var isConfirming = false
  private var run = 0
  private var lastFailed: Bool?
  private var extras: [MonotonicTime] = []

  package static let confirmationGap = Duration.seconds(10)
  static let extrasPerHour = 6

  /// - Parameters:
  ///   - confirms: a probe confirms its failures; a page or usage slot does not.
  ///   - gap: from a failed call to the one that confirms it.
  package init(interval: Duration, confirms: Bool, gap: Duration = confirmationGap) {
    self.gap = gap
    self.interval = interval
    self.confirms = confirms
  }

  /// First call: soon, spread a little so that not all start in the same instant.
  package func first(at now: MonotonicTime, using random: inout some RandomNumberGenerator)
    -> MonotonicTime
  {
    now + .milliseconds(Int64.random(in: 0...min(400, interval.milliseconds / 10), using: &random))
  }

  /// Next call after one that began at `start`.
  /// - Parameters:
  ///   - failed: it wants confirmation; nil when no call was made (the breaker refused it).
  ///   - notBefore: the provider's own word (Retry-After), if it gave one.
  ///   - probeAt: the breaker's deadline while it is open.
  package mutating func next(
    after start: MonotonicTime, now: MonotonicTime, failed: Bool?, notBefore: MonotonicTime?,
    probeAt: MonotonicTime?, using random: inout some RandomNumberGenerator
  ) -> MonotonicTime {
    if let failed { note(failed: failed) }
    if let probeAt { return max(probeAt, now + .milliseconds(50)) }
    var due = (start + jittered(using: &random) + grain / 2).floored(to: grain)
    if isConfirming, spendExtra(at: start) { due = min(due, start + gap) }
    if let notBefore { due = max(due, Self.honoured(notBefore, since: now)) }
    return max(due, now + .milliseconds(50))
  }

  /// How much of a stated wait our own calls keep.
  static func honoured(_ stated: MonotonicTime, since now: MonotonicTime) -> MonotonicTime {
    min(stated, now + StatedWait.longest)
  }

  private mutating func note(failed: Bool) {
    run = failed == lastFailed ? run + 1 : 1
    if failed, lastFailed != true { isConfirming = confirms }
    lastFailed = failed
    if run >= 3 { isConfirming = false }
  }

  private mutating func spendExtra(at now: MonotonicTime) -> Bool {
    extras.removeAll { now - $0 >= .seconds(3600) }
    guard extras.count < Self.extrasPerHour else { return false }
    extras.append(now)
    return true
  }

  /// Many polls are made in one turn of the loop, most of them in that of the agent's second: to wake
  /// up costs more than a poll. A second, or so many halvings of it that it is no more than a
  /// twentieth of the interval; so each is a multiple of every smaller one.
  private var grain: Duration {
    var grain = Duration.seconds(1)
    while grain > interval / 20, grain > .milliseconds(20) { grain = grain / 2 }
    return grain
  }

  private func jittered(using random: inout some RandomNumberGenerator) -> Duration {
    let spread = interval.nanosecondsClamped / 20
    guard spread > 0 else { return interval }
    return interval + .nanoseconds(Int64.random(in: -spread...spread, using: &random))
  }
}
