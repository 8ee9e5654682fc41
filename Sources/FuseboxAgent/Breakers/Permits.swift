import FuseboxCore

/// Calls of applications: they ask before (`admit`) and report after (`done`). What a client that
/// goes away has left open is cancelled by its lease. Counts go to the board once a second.
package final class Permits: Sendable {
  private struct Grant {
    var provider: ProviderID
    var client: String
    var permit: Permit
    var start: MonotonicTime
    var lease: MonotonicTime
  }

  private struct Key: Hashable {
    var provider: ProviderID
    var client: String
  }

  private struct State: ~Copyable {
    var grants: [Int64: Grant] = [:]
    var serial: Int64 = 0
    var traffic: [Key: TrafficReading] = [:]
  }

  /// What an application hears.
  package enum Answer: Sendable, Equatable {
    case permit(id: Int64)
    /// Do without: use the fallback. `retryAfter` is nil when a person holds it without end.
    case refused(why: String, retryAfter: Duration?)
    case unknownProvider
  }

  private let state = Guarded(State())
  private let breakers: Breakers
  private let hub: EventHub

  static let grantsKept = 10_000
  static let defaultLease = Duration.seconds(60)

  init(breakers: Breakers, hub: EventHub) {
    self.breakers = breakers
    self.hub = hub
  }

  /// Asks for one call.
  package func admit(
    _ provider: ProviderID, client: String, lease: Duration?, at now: Instant
  ) -> Answer {
    let lease = min(lease ?? Self.defaultLease, .seconds(3600))
    guard let admission = breakers.admission(provider, lease: lease, at: now) else {
      return .unknownProvider
    }
    let answer = grant(admission, provider, TerminalSafe(client, cap: 40).text, lease, at: now)
    if case .refused = answer, case .permit(let permit) = admission {
      breakers.cancel(permit, of: provider)
    }
    return answer
  }

  private func grant(
    _ admission: Admission, _ provider: ProviderID, _ name: String, _ lease: Duration,
    at now: Instant
  ) -> Answer {
    state.withLock { state in
      let key = Key(provider: provider, client: name)
      var reading =
        state.traffic[key] ?? TrafficReading(provider: provider, at: now.wall, client: name)
      defer { state.traffic[key] = reading }
      guard case .permit(let permit) = admission, state.grants.count < Self.grantsKept else {
        reading.refused += 1
        guard case .refused(let refusal) = admission else {
          return .refused(why: "too many open calls", retryAfter: .seconds(1))
        }
        return .refused(why: refusal.cause.rawValue, retryAfter: refusal.retryAfter)
      }
      reading.admitted += 1
      state.serial += 1
      state.grants[state.serial] = Grant(
        provider: provider, client: name, permit: permit, start: now.monotonic,
        lease: now.monotonic + lease)
      return .permit(id: state.serial)
    }
  }

  /// Reports a call's end. False: no such permit is open (reported twice, or its lease ended).
  package func done(
    _ id: Int64, outcome: Outcome, took: Duration?, words: String, retryAfter: Duration?,
    at now: Instant
  ) -> Bool {
    let grant = state.withLock { state -> Grant? in
      guard let grant = state.grants.removeValue(forKey: id) else { return nil }
      let key = Key(provider: grant.provider, client: grant.client)
      var reading =
        state.traffic[key]
        ?? TrafficReading(provider: grant.provider, at: now.wall, client: grant.client)
      let length = took ?? now.monotonic - grant.start
      reading.completed += 1
      if outcome.isFailure { reading.failed += 1 }
      if outcome.isUseless { reading.useless += 1 }
      reading.slowest = max(reading.slowest, length.nanosecondsClamped / 1000)
      state.traffic[key] = reading
      return grant
    }
    guard let grant else { return false }
    breakers.complete(
      grant.permit, of: grant.provider, outcome, at: now, words: TerminalSafe(words, cap: 60).text,
      retryAfter: retryAfter)
    return true
  }

  /// Gives a permit back without a verdict: the call was not made, or says nothing of the
  /// provider. False: no such permit is open.
  package func cancel(_ id: Int64) -> Bool {
    guard let grant = state.withLock({ $0.grants.removeValue(forKey: id) }) else { return false }
    breakers.cancel(grant.permit, of: grant.provider)
    return true
  }

  /// Cancels permits whose lease ended, and publishes the second's counts.
  func tick(at now: Instant) {
    let (ended, traffic) = state.withLock { state -> ([Grant], [TrafficReading]) in
      let ended = state.grants.filter { $0.value.lease <= now.monotonic }
      for id in ended.keys { state.grants[id] = nil }
      defer { state.traffic = [:] }
      return (Array(ended.values), Array(state.traffic.values))
    }
    for grant in ended { breakers.cancel(grant.permit, of: grant.provider) }
    for var reading in traffic.sorted(by: { ($0.provider, $0.client) < ($1.provider, $1.client) }) {
      reading.at = now.wall
      hub.publish(.traffic(reading), at: now.wall)
    }
  }
}
