/// The calls to one provider: fusebox's own, and what applications report of theirs.
@usableFromInline
package struct CallFacet: Sendable, Equatable {
  /// fusebox's own finished calls, newest first, at most `Board.callsKept`.
  package var recent: [CallReading] = []
  /// First failed call (ours or an application's) since the last close; clears when the breaker
  /// is closed below its threshold and the last two probes did not fail.
  package var firstFailureAt: WallTime?
  /// Slowest and failed calls by minute, newest last, at most ten: the sparkline.
  package var minutes: [MinuteSummary] = []
  /// fusebox's own API calls in the current UTC hour, and that hour's start: the call budget.
  package var thisHour = 0
  package var hour = WallTime(milliseconds: 0)
  /// Latency of one successful call each quarter of an hour over a day, oldest first, at most
  /// `Board.samplesKept`: what "slow" is measured against.
  package var daySamples: [LatencySample] = []
  /// Applications that asked, newest first, at most `Board.applicationsKept`.
  package var applications: [ApplicationState] = []

  package init() {}

  /// Folds one call of fusebox's own.
  mutating func apply(_ reading: CallReading, _ breaker: BreakerFacet) {
    recent.insert(reading, at: 0)
    if recent.count > Board.callsKept { recent.removeLast() }
    let hour = reading.at.floored(to: .seconds(3600))
    if self.hour != hour { (self.hour, thisHour) = (hour, 0) }
    thisHour += 1
    noteFailure(reading.outcome.isFailure, breaker, at: reading.at)
    if reading.outcome == .success { sample(reading) }
    countMinute(
      at: reading.at, calls: 1, failures: reading.outcome.isFailure ? 1 : 0,
      slowest: reading.timings.total)
  }

  /// Folds one second of one application's calls.
  mutating func apply(_ reading: TrafficReading, _ breaker: BreakerFacet) {
    var application =
      applications.first { $0.client == reading.client }
      ?? ApplicationState(client: reading.client, lastAskedAt: reading.at)
    application.lastAskedAt = reading.at
    application.admitted.add(reading.admitted)
    application.refused.add(reading.refused)
    applications.removeAll { $0.client == reading.client }
    applications.insert(application, at: 0)
    if applications.count > Board.applicationsKept { applications.removeLast() }
    if reading.completed > 0 || reading.failed > 0 {
      noteFailure(reading.failed > 0, breaker, at: reading.at)
    }
    countMinute(
      at: reading.at, calls: reading.completed, failures: reading.failed, slowest: reading.slowest)
  }

  /// What calls said of a provider that is not called any more would stand for ever.
  mutating func forget() {
    recent = []
    firstFailureAt = nil
  }

  /// The oldest and the newest success known before `time`; nil when none is.
  func successes(before time: WallTime) -> (first: WallTime, last: WallTime)? {
    let own = recent.filter { $0.outcome == .success }.map(\.at)
    let known = (own + daySamples.map(\.at)).filter { $0 < time }
    guard let first = known.min(), let last = known.max() else { return nil }
    return (first, last)
  }

  /// One good call, or one good second of one client, does not end a failure.
  private mutating func noteFailure(_ failed: Bool, _ breaker: BreakerFacet, at time: WallTime) {
    if failed {
      firstFailureAt = firstFailureAt ?? time
      return
    }
    let isClosed = breaker.status.map { $0.state == .closed && !$0.isOverThreshold } ?? true
    let probes = recent.lazy.filter { $0.signal == .probe }.prefix(2)
    if isClosed, !probes.contains(where: \.outcome.isFailure) { firstFailureAt = nil }
  }

  private mutating func sample(_ reading: CallReading) {
    if let last = daySamples.last, reading.at - last.at < .seconds(900) { return }
    daySamples.append(LatencySample(at: reading.at, microseconds: reading.timings.total))
    daySamples.removeAll { reading.at - $0.at > .seconds(86_400) }
    if daySamples.count > Board.samplesKept { daySamples.removeFirst() }
  }

  private mutating func countMinute(
    at time: WallTime, calls: Int64, failures: Int64, slowest: Int64
  ) {
    let minute = time.floored(to: .seconds(60))
    if minutes.last?.minute != minute {
      minutes.append(MinuteSummary(minute: minute))
      if minutes.count > Board.minutesKept { minutes.removeFirst() }
    }
    minutes[minutes.count - 1].calls.add(calls)
    minutes[minutes.count - 1].failures.add(failures)
    minutes[minutes.count - 1].slowest = max(minutes[minutes.count - 1].slowest, slowest)
  }
}

/// How long one successful call took.
package struct LatencySample: Sendable, Equatable {
  package var at: WallTime
  package var microseconds: Int64

  package init(at: WallTime, microseconds: Int64) {
    self.at = at
    self.microseconds = microseconds
  }
}

/// An application that asks fusebox before it calls the provider.
package struct ApplicationState: Sendable, Equatable {
  package var client: String
  package var lastAskedAt: WallTime
  /// Since the agent's start.
  package var admitted: Int64 = 0
  package var refused: Int64 = 0

  package init(client: String, lastAskedAt: WallTime) {
    self.client = client
    self.lastAskedAt = lastAskedAt
  }
}

/// One minute of calls, ours and reported ones.
package struct MinuteSummary: Sendable, Equatable {
  /// Start of the minute.
  package var minute: WallTime
  package var calls: Int64 = 0
  package var failures: Int64 = 0
  /// Slowest call, microseconds.
  package var slowest: Int64 = 0

  package init(minute: WallTime) { self.minute = minute }
}
