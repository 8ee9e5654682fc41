import FuseboxCore
import FuseboxTestSupport

@testable import FuseboxAgent

/// Single steps of an agent, taken in its turns.
extension Agent {
  func publish(_ event: Event, at time: WallTime) { hub.publish(event, at: time) }

  func poll(_ target: PollTarget, providers: [ProviderID]) async -> PollResult {
    await runner.poll(target, providers: providers)
  }

  func wantedProbe(_ id: ProviderID) -> MonotonicTime? { breakers.wantedProbe(id, at: now) }

  /// The board and what is stored, at one moment.
  func state(with journal: MemoryJournal) -> (board: Board, stored: [Envelope]) {
    (board, journal.envelopes)
  }

  /// Streams of boards and events that are served, those that left since the last event among them.
  var readers: Int { hub.watchers.count + hub.subscribers.count }
}
