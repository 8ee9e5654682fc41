import FuseboxCore

/// Calls of applications: they ask before (`admit`) and report after (`done`). What a client that
/// goes away has left open is cancelled by its lease. Counts go to the board once a second.
package final class PermitBook: Sendable {
  private struct Grant {
    var provider: ProviderID
    var client: String
    var caller: UInt32
    var permit: Permit
    var start: MonotonicTime
    /// When it ends.
    var lease: MonotonicTime
  }

  private struct Key: Hashable {
    var provider: ProviderID
    var client: String
  }

  private struct State: ~Copyable {
    /// By the name that the application was given.
    var grants: [String: Grant] = [:]
    /// Open permits of each caller.
    var held: [String: Int] = [:]
    var traffic: [Key: TrafficReading] = [:]

    /// Counts something of this second's calls of one application.
    mutating func count(
      _ provider: ProviderID, _ client: String, at now: WallTime,
      _ body: (inout TrafficReading) -> Void
    ) {
      let empty = TrafficReading(provider: provider, at: now, client: client)
      body(&traffic[Key(provider: provider, client: client), default: empty])
    }

    mutating func take(_ id: String, from caller: UInt32) -> Grant? {
      guard let grant = grants[id], grant.caller == caller else { return nil }
      grants[id] = nil
      held[grant.client, default: 1] -= 1
      if held[grant.client] == 0 { held[grant.client] = nil }
      return grant
    }
  }

  /// What an application hears.
  package enum Answer: Sendable, Equatable {
    case permit(id: String)
    /// Call: nothing speaks against it, but there is no room to count it. Why, in a few words.
    case uncounted(why: String)
    /// Do without: use the fallback. `retryAfter` is nil when a person holds it without end.
    case refused(why: String, retryAfter: Duration?)
    case unknownProvider
  }

  private let state = Guarded(State())
  private let breakers: Breakers
  private let hub: EventHub

  static let grantsKept = 10_000
  /// Permits that one application may have open, lost ones included until their lease ends.
  static let grantsOfOne = 1_000
  static let defaultLease = Duration.seconds(60)
  static let longestLease = Duration.seconds(3600)

  init(breakers: Breakers, hub: EventHub) {
    self.breakers = breakers
    self.hub = hub
  }

  /// Asks for one call. Where there is no room to count it, it may be made all the same: a book
  /// that is full is no reason to stop anybody's payments.
  /// - Parameters:
  ///   - caller: the user who asks; nobody else can report the call's end.
  ///   - lease: how long the call may take, more than zero. A probe has the policy's own: however
  ///     long one call runs, it keeps the others waiting no longer than that.
  package func admit(
    _ provider: ProviderID, client: String, caller: UInt32 = 0, lease: Duration?, at now: Instant
  ) -> Answer {
    let client = TerminalSafe(client, cap: 40).text
    guard let admission = breakers.admission(provider, from: .reported, at: now) else {
      return .unknownProvider
    }
    switch admission {
    case .refused(let refusal):
      state.withLock { $0.count(provider, client, at: now.wall) { $0.refused += 1 } }
      return .refused(why: refusal.cause.rawValue, retryAfter: refusal.retryAfter)
    case .permit(let permit):
      let lease = min(lease ?? Self.defaultLease, Self.longestLease)
      let answer = note(
        Grant(
          provider: provider, client: client, caller: caller, permit: permit,
          start: now.monotonic, lease: now.monotonic + lease), at: now)
      if case .permit = answer { return answer }
      // A probe that nobody can report decides nothing: its slot is for somebody else.
      breakers.cancel(permit, of: provider)
      return answer
    }
  }

  private func note(_ grant: Grant, at now: Instant) -> Answer {
    let id = Self.newID()
    return state.withLock { state in
      let held = state.held[grant.client, default: 0]
      let isFull = held >= Self.grantsOfOne || state.grants.count >= Self.grantsKept
      let isRefused = isFull && grant.permit.isProbe
      state.count(grant.provider, grant.client, at: now.wall) {
        if isRefused { $0.refused += 1 } else { $0.admitted += 1 }
      }
      guard isFull else {
        state.grants[id] = grant
        state.held[grant.client] = held + 1
        return .permit(id: id)
      }
      guard !isRefused else {
        return .refused(why: Refusal.Cause.probeOut.rawValue, retryAfter: .seconds(1))
      }
      let whose = held < Self.grantsOfOne ? "all applications" : grant.client
      return .uncounted(why: "too many calls of \(whose) are open; report them with done")
    }
  }

  /// 128 bits that nobody guesses, and that no earlier or later agent gives.
  private static func newID() -> String {
    let (high, low) = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))
    return String(high, radix: 36) + "-" + String(low, radix: 36)
  }

  /// Reports a call's end. False: the caller has no such permit open (it was reported already,
  /// its lease ended, or it is another agent's or another user's).
  package func done(
    _ id: String, caller: UInt32 = 0, outcome: Outcome, took: Duration?, words: String,
    retryAfter: Duration?, at now: Instant
  ) -> Bool {
    let grant = state.withLock { state -> Grant? in
      guard let grant = state.take(id, from: caller) else { return nil }
      let length = took ?? now.monotonic - grant.start
      state.count(grant.provider, grant.client, at: now.wall) { reading in
        reading.completed += 1
        if outcome.isFailure { reading.failed += 1 }
        if outcome.isUseless { reading.useless += 1 }
        reading.slowest = max(reading.slowest, length.nanosecondsClamped / 1000)
      }
      return grant
    }
    guard let grant else { return false }
    breakers.complete(
      grant.permit, of: grant.provider, outcome, at: now, words: TerminalSafe(words, cap: 60).text,
      retryAfter: retryAfter)
    return true
  }

  /// Gives a permit back without a verdict: the call was not made, or says nothing of the
  /// provider. False: the caller has no such permit open.
  package func cancel(_ id: String, caller: UInt32 = 0) -> Bool {
    guard let grant = state.withLock({ $0.take(id, from: caller) }) else { return false }
    breakers.cancel(grant.permit, of: grant.provider)
    return true
  }

  /// Cancels permits whose lease ended, and publishes the second's counts.
  func tick(at now: Instant) {
    let (ended, traffic) = state.withLock { state -> ([Grant], [TrafficReading]) in
      let late = state.grants.filter { $0.value.lease <= now.monotonic }
      let ended = late.compactMap { state.take($0.key, from: $0.value.caller) }
      defer { state.traffic = [:] }
      return (ended, Array(state.traffic.values))
    }
    for grant in ended { breakers.cancel(grant.permit, of: grant.provider) }
    for var reading in traffic.sorted(by: { ($0.provider, $0.client) < ($1.provider, $1.client) }) {
      reading.at = now.wall
      hub.publish(.traffic(reading), at: now.wall)
    }
  }
}
