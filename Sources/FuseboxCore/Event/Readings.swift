/// Who made a call. Every reading carries it, so that a rate can say whose calls it counts.
package enum CallSource: String, Sendable {
  case poll, canary, reported, gateway

  /// fusebox made it to learn how the provider is; the others are applications' calls.
  package var isOwn: Bool { self == .poll || self == .canary }
}

/// How long each phase of one call took, in microseconds; zero for a phase that did not happen
/// (a reused connection has no lookup, connect or TLS).
package struct Timings: Sendable, Equatable {
  package var lookup: Int64 = 0
  package var connect: Int64 = 0
  package var tls: Int64 = 0
  /// From the request's start to the first byte of the answer.
  package var firstByte: Int64 = 0
  package var total: Int64 = 0

  package init(
    lookup: Int64 = 0, connect: Int64 = 0, tls: Int64 = 0, firstByte: Int64 = 0, total: Int64 = 0
  ) {
    self.lookup = lookup
    self.connect = connect
    self.tls = tls
    self.firstByte = firstByte
    self.total = total
  }
}

/// Where a call went, as far as it says something about our own network.
package struct Reach: Sendable, Equatable {
  /// Host name without port.
  package var host: String
  /// Neither loopback nor a private range (RFC 1918, RFC 4193, link-local).
  package var isPublic: Bool
  /// The connection was made (and TLS done, where there is TLS).
  package var connected: Bool

  package init(host: String, isPublic: Bool, connected: Bool) {
    self.host = host
    self.isPublic = isPublic
    self.connected = connected
  }
}

/// One finished API call.
package struct CallReading: Sendable, Equatable {
  package var provider: ProviderID
  package var signal: Signal
  /// The operation's name: `balance.retrieve`.
  package var operation: String
  package var source: CallSource
  package var at: WallTime
  package var outcome: Outcome
  /// What happened in words a tired person understands, ≤ 60 cells, terminal-safe; empty on
  /// success: "key refused: Bad credentials", "503 in 40 ms", "no answer in 3.0 s".
  package var reason: String
  /// HTTP status, where there was one.
  package var status: Int?
  package var timings: Timings
  package var reach: Reach
  /// The provider asked us to wait until then; nil when it stated no time.
  package var waitUntil: WallTime?
  /// What is worth knowing although the call succeeded ("test key", "12 keys evicted"), one line
  /// each, terminal-safe; nil when there is nothing.
  package var notes: [String]?
  /// A step of a longer operation, of which another call tells how the provider is: counted as a
  /// call, and nothing for a verdict.
  package var isPart: Bool

  package init(
    provider: ProviderID, signal: Signal, operation: String, source: CallSource, at: WallTime,
    outcome: Outcome, reason: String, status: Int? = nil, timings: Timings, reach: Reach,
    waitUntil: WallTime? = nil, notes: [String]? = nil, isPart: Bool = false
  ) {
    self.provider = provider
    self.signal = signal
    self.operation = operation
    self.source = source
    self.at = at
    self.outcome = outcome
    self.reason = reason
    self.status = status
    self.timings = timings
    self.reach = reach
    self.waitUntil = waitUntil
    self.notes = notes
    self.isPart = isPart
  }
}

/// State of a rate limiter kept in Redis: how many clients it is holding back.
package struct LimiterReading: Sendable, Equatable {
  package var provider: ProviderID
  package var at: WallTime
  /// Key prefix, `rl:`.
  package var prefix: String
  /// Hits a client may make in one window, from configuration: Redis does not store it.
  package var max: Int64
  package var windowSeconds: Int64
  /// Keys seen under the prefix.
  package var clients: Int64
  /// Clients over the limit now, worst first, keys masked (`1.2.•.•`), at most ten.
  package var limited: [LimitedClient]
  /// All clients over the limit, listed or not.
  package var limitedCount: Int64
  /// False when not all was read: counts are lower bounds.
  package var complete: Bool
  /// Why not, ≤ 60 cells: "may not read rl:*", "3 keys are no counters"; empty when complete.
  package var trouble: String
  /// Clients over the limit whose counter never ends: blocked for ever.
  package var stuckCount: Int64

  package init(
    provider: ProviderID, at: WallTime, prefix: String, max: Int64, windowSeconds: Int64,
    clients: Int64, limited: [LimitedClient], limitedCount: Int64, complete: Bool,
    trouble: String = "", stuckCount: Int64 = 0
  ) {
    self.provider = provider
    self.at = at
    self.prefix = prefix
    self.max = max
    self.windowSeconds = windowSeconds
    self.clients = clients
    self.limited = limited
    self.limitedCount = limitedCount
    self.complete = complete
    self.trouble = trouble
    self.stuckCount = stuckCount
  }

  package struct LimitedClient: Sendable, Equatable {
    package var maskedKey: String
    package var hits: Int64
    /// Until its window ends.
    package var resetsInSeconds: Int64
    /// Its counter never ends.
    package var isStuck: Bool

    package init(
      maskedKey: String, hits: Int64, resetsInSeconds: Int64, isStuck: Bool = false
    ) {
      self.maskedKey = maskedKey
      self.hits = hits
      self.resetsInSeconds = resetsInSeconds
      self.isStuck = isStuck
    }
  }
}

/// One second of calls that an application reported through `admit` and `done`.
package struct TrafficReading: Sendable, Equatable {
  package var provider: ProviderID
  package var at: WallTime
  /// The application's name as it gave it, terminal-safe.
  package var client: String
  package var admitted: Int64
  /// Refused because the breaker was open, or held open by a person: fallbacks.
  package var refused: Int64
  package var completed: Int64
  package var failed: Int64
  package var useless: Int64
  /// Slowest completed call, microseconds.
  package var slowest: Int64

  package init(
    provider: ProviderID, at: WallTime, client: String, admitted: Int64 = 0, refused: Int64 = 0,
    completed: Int64 = 0, failed: Int64 = 0, useless: Int64 = 0, slowest: Int64 = 0
  ) {
    self.provider = provider
    self.at = at
    self.client = client
    self.admitted = admitted
    self.refused = refused
    self.completed = completed
    self.failed = failed
    self.useless = useless
    self.slowest = slowest
  }
}
