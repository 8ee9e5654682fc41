import FuseboxCore

/// Calls of applications: they ask before (`admit`) and report after (`done`). What a client that
/// goes away has left open ends with its lease. A value: breakers decide, this keeps who has what,
/// and counts.
package struct PermitBook: Sendable {
  /// A permit that an application has.
  struct Grant: Sendable {
    var provider: ProviderID
    var client: String
    var caller: UInt32
    var permit: Permit
    var start: MonotonicTime
    /// When it ends.
    var lease: MonotonicTime

    /// - Parameters:
    ///   - client: what the application calls itself.
    ///   - caller: the user who asks; nobody else can report the call's end.
    ///   - lease: how long the call may take, more than zero; nil: the default.
    init(
      _ permit: Permit, of provider: ProviderID, client: String, caller: UInt32, lease: Duration?,
      at now: MonotonicTime
    ) {
      self.provider = provider
      self.client = client
      self.caller = caller
      self.permit = permit
      start = now
      self.lease = now + min(lease ?? PermitBook.defaultLease, PermitBook.longestLease)
    }
  }

  /// What an application hears that asks for a call.
  package enum Answer: Sendable, Equatable {
    case permit(id: String)
    /// Call: nothing speaks against it, but there is no room to count it. Why, in a few words.
    case uncounted(why: String)
    /// Do without: use the fallback. `retryAfter` is nil when a person holds it without end.
    case refused(why: String, retryAfter: Duration?)
    case unknownProvider
  }

  private struct Key: Hashable {
    var provider: ProviderID
    var client: String
  }

  /// By the name that the application was given.
  private var grants: [String: Grant] = [:]
  /// Open permits of each client.
  private var held: [String: Int] = [:]
  private var traffic: [Key: TrafficReading] = [:]

  static let grantsKept = 10_000
  /// Permits that one application may have open, lost ones included until their lease ends.
  static let grantsOfOne = 1_000
  static let defaultLease = Duration.seconds(60)
  static let longestLease = Duration.seconds(3600)

  /// Enters a permit. Where there is no room to count it, the call may be made all the same: a book
  /// that is full is no reason to stop anybody's payments. Then, and where it is refused, the permit
  /// goes back to its breaker.
  mutating func enter(_ grant: Grant, at now: WallTime) -> Answer {
    let held = held[grant.client, default: 0]
    let isFull = held >= Self.grantsOfOne || grants.count >= Self.grantsKept
    // A probe that nobody can report decides nothing: its slot is for somebody else.
    guard !isFull || !grant.permit.isProbe else {
      return refuse(
        Refusal(cause: .probeOut, retryAfter: .seconds(1)), grant.provider, grant.client, at: now)
    }
    count(grant.provider, grant.client, at: now) { $0.admitted += 1 }
    guard !isFull else {
      let whose = held < Self.grantsOfOne ? "all applications" : grant.client
      return .uncounted(why: "too many calls of \(whose) are open; report them with done")
    }
    let id = Self.newID()
    grants[id] = grant
    self.held[grant.client] = held + 1
    return .permit(id: id)
  }

  /// Counts a call that a breaker turned away.
  mutating func refuse(
    _ refusal: Refusal, _ provider: ProviderID, _ client: String, at now: WallTime
  ) -> Answer {
    count(provider, client, at: now) { $0.refused += 1 }
    return .refused(why: refusal.cause.rawValue, retryAfter: refusal.retryAfter)
  }

  /// 128 bits that nobody guesses, and that no earlier or later agent gives.
  private static func newID() -> String {
    let (high, low) = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))
    return String(high, radix: 36) + "-" + String(low, radix: 36)
  }

  /// Takes a permit back; nil when the caller has no such permit open.
  mutating func take(_ id: String, from caller: UInt32) -> Grant? {
    guard let grant = grants[id], grant.caller == caller else { return nil }
    grants[id] = nil
    let left = held[grant.client, default: 1] - 1
    held[grant.client] = left == 0 ? nil : left
    return grant
  }

  /// Counts the end of a call.
  /// - Parameter took: nil: since it was admitted.
  mutating func note(_ grant: Grant, _ outcome: Outcome, took: Duration?, at now: Instant) {
    let length = took ?? now.monotonic - grant.start
    count(grant.provider, grant.client, at: now.wall) { reading in
      reading.completed += 1
      if outcome.isFailure { reading.failed += 1 }
      if outcome.isUseless { reading.useless += 1 }
      reading.slowest = max(reading.slowest, length.nanosecondsClamped / 1000)
    }
  }

  /// Takes the permits whose lease has ended.
  mutating func takeLate(at now: MonotonicTime) -> [Grant] {
    let late = grants.filter { $0.value.lease <= now }
    return late.compactMap { take($0.key, from: $0.value.caller) }
  }

  /// Takes what was counted since the last time, by provider and client.
  mutating func takeTraffic(at now: WallTime) -> [TrafficReading] {
    defer { traffic = [:] }
    return traffic.values.sorted { ($0.provider, $0.client) < ($1.provider, $1.client) }.map {
      var reading = $0
      reading.at = now
      return reading
    }
  }

  private mutating func count(
    _ provider: ProviderID, _ client: String, at now: WallTime,
    _ body: (inout TrafficReading) -> Void
  ) {
    let empty = TrafficReading(provider: provider, at: now, client: client)
    body(&traffic[Key(provider: provider, client: client), default: empty])
  }
}
