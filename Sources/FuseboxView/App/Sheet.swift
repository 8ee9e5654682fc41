import FuseboxCore
import FuseboxWords

/// What is asked before something changes: what it will do, for how long, why, and by whom.
struct Sheet: Sendable, Equatable {
  /// What is asked.
  enum Kind: Sendable, Equatable {
    case trip, hold, reset, probe, undo, export

    var context: Context {
      switch self {
      case .trip, .hold: .length
      case .reset: .reset
      case .probe, .undo: .confirm
      case .export: .export
      }
    }
  }

  var kind: Kind
  var provider: ProviderID
  /// Keys that confirm count only from 300 ms after this.
  var openedAt: MonotonicTime
  var reason: String
  /// Index into `lengths`.
  var choice: Int
  /// The breaker as the person saw it when the sheet opened.
  var seen: Seen
  /// Who changed the breaker since; then nothing is confirmed any more.
  var changed: String?

  /// Nothing is confirmed before: a key that was still on its way was not meant for the sheet.
  static let guardTime = Duration.milliseconds(300)

  /// What makes a decision stale when it changes.
  struct Seen: Sendable, Equatable {
    /// nil: never changed as far as the board knows.
    var revision: Int64?
    var state: BreakerState?

    init(_ provider: ProviderState) {
      revision = provider.breaker.override?.revision ?? provider.breaker.lastChange?.revision
      state = provider.breaker.status?.state
    }
  }

  /// A sheet with its preset length: 30 min for a trip, 15 min for a hold.
  init(_ kind: Kind, _ provider: ProviderState, reason: String, at now: MonotonicTime) {
    self.kind = kind
    self.provider = provider.id
    openedAt = now
    self.reason = reason
    choice = kind == .trip || kind == .hold ? 1 : 0
    seen = Seen(provider)
  }

  /// The lengths a trip or a hold may have, in the order of their digits.
  var lengths: [Length] {
    switch kind {
    case .trip: [.seconds(300), .seconds(1800), .seconds(7200), .untilReset]
    case .hold: [.seconds(300), .seconds(900), .seconds(3600), .seconds(14_400)]
    case .reset, .probe, .undo, .export: []
    }
  }

  /// The chosen length; nil where none is asked.
  var length: Length? { lengths.indices.contains(choice) ? lengths[choice] : nil }

  /// How long a trip or a hold lasts.
  enum Length: Sendable, Equatable {
    case seconds(Int64)
    case untilReset

    var words: String {
      switch self {
      case .seconds(let seconds): Span.words(.seconds(seconds))
      case .untilReset: "until reset"
      }
    }

    var seconds: Int64? {
      if case .seconds(let seconds) = self { seconds } else { nil }
    }
  }

  /// Notes that the breaker changed under the sheet, and who did it.
  mutating func compare(with provider: ProviderState?, at now: WallTime) {
    guard changed == nil, kind != .export, let provider else { return }
    let current = Seen(provider)
    if current.revision != seen.revision, let record = provider.breaker.lastChange {
      changed = "\(record.words) at \(record.at.clock(besides: now))"
    } else if current.revision != seen.revision {
      changed = "the hold on it changed"
    } else if current.state != seen.state, let breaker = provider.breaker.status {
      let since = breaker.since.clock(besides: now)
      changed = "the breaker itself: \(breaker.state.words) since \(since)"
    }
  }
}
