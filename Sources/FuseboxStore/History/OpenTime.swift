import FuseboxCore
import GRDB

/// How long breakers were open by themselves, hour by hour. What is still open is counted up to
/// each checkpoint, so that a crash loses no more than is between two of them.
struct OpenTime: Sendable, Equatable {
  struct Hour: Hashable {
    var provider: ProviderID
    /// Milliseconds since 1970, UTC.
    var start: Int64
  }

  /// Milliseconds that are not yet written.
  private(set) var hours: [Hour: Int64] = [:]
  /// The breakers that are open, and up to when their time is counted.
  private var counted: [ProviderID: WallTime] = [:]

  /// A longer time at once is a clock that was set.
  private static let longest = Duration.seconds(2 * 86_400)

  init() {}

  /// Goes on with what was open when an agent ended; the time without an agent is not counted.
  init(_ board: Board, at now: WallTime) {
    for provider in board.providers where provider.breaker.status?.state == .open {
      counted[provider.id] = now
    }
  }

  /// Counts up to an event that says how a breaker is, or which providers there are.
  mutating func take(_ event: Event) {
    switch event {
    case .breaker(let status):
      count(status.provider, until: status.at)
      counted[status.provider] = status.state == .open ? status.at : nil
    case .started(let facts):
      let shown = Set(facts.providers.map(\.provider))
      counted = counted.filter { shown.contains($0.key) }
    default: break
    }
  }

  /// Counts what is open up to now.
  mutating func count(until now: WallTime) {
    for provider in Array(counted.keys) {
      count(provider, until: now)
      counted[provider] = now
    }
  }

  /// Forgets what is written.
  mutating func clear() { hours = [:] }

  private mutating func count(_ provider: ProviderID, until end: WallTime) {
    guard let start = counted[provider], end > start, end - start <= Self.longest else { return }
    let length = Resolution.hour.length
    var time = start.milliseconds
    while time < end.milliseconds {
      let hour = time / length * length
      let next = min(hour + length, end.milliseconds)
      hours[Hour(provider: provider, start: hour), default: 0].add(next - time)
      time = next
    }
  }

  /// Adds to what is stored; a damaged sum is begun anew.
  func write(_ db: Database) throws {
    for (hour, milliseconds) in hours {
      try db.cachedStatement(
        sql: """
          INSERT INTO opened (provider, start, milliseconds) VALUES (?1, ?2, ?3)
          ON CONFLICT DO UPDATE SET milliseconds =
            iif(milliseconds BETWEEN 0 AND ?4, milliseconds, 0) + excluded.milliseconds
          """
      ).execute(arguments: [
        hour.provider.rawValue, hour.start, milliseconds, Resolution.hour.length,
      ])
    }
  }
}
