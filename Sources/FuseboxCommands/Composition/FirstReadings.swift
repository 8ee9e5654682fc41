import FuseboxAgent
import FuseboxCore
import FuseboxProviders

/// What a command that prints one board waits for: a reading of each signal, good or bad, as far
/// as one can come in its time; and of a probe that failed, what two or three attempts agree on.
struct FirstReadings: Sendable {
  private let watched: [WatchedProvider]
  private let start: WallTime
  private let end: WallTime

  /// - Parameters:
  ///   - start: older readings do not count.
  ///   - end: what a breaker turns away until then is not waited for.
  init(of watched: [WatchedProvider], since start: WallTime, until end: WallTime) {
    self.watched = watched
    self.start = start
    self.end = end
  }

  func areIn(_ board: Board) -> Bool {
    watched.allSatisfy { watched in
      guard let state = board[watched.id] else { return false }
      return isPageRead(state) && isCalled(watched, state)
    }
  }

  private func isPageRead(_ state: ProviderState) -> Bool {
    !state.facts.hasPage || state.page.latest.map { $0.at >= start } == true
  }

  private func isCalled(_ watched: WatchedProvider, _ state: ProviderState) -> Bool {
    guard watched.isProbed, !isTurnedAway(state) else { return true }
    let calls = state.calls.recent.filter { $0.at >= start }
    // A half-open breaker lets one probe pass, and nothing else.
    let passesUsage = state.breaker.effective.met == .closed
    let usage = passesUsage ? watched.provider.usage : []
    return isSettled(calls.filter { $0.signal == .probe })
      && usage.allSatisfy { operation in calls.contains { $0.operation == operation.name } }
  }

  /// One call that went well, two in a row that agree, or three.
  private func isSettled(_ probes: [CallReading]) -> Bool {
    let failed = probes.map(\.outcome.wantsConfirmation)
    guard let latest = failed.first else { return false }
    return !failed.contains(true) || failed.count >= Self.attempts
      || failed.dropFirst().first == latest
  }

  private static let attempts = 3

  /// A person holds it open, or the breaker waits for longer than we do.
  private func isTurnedAway(_ state: ProviderState) -> Bool {
    guard state.breaker.effective != .forcedOpen else { return true }
    guard let breaker = state.breaker.status, state.breaker.effective != .forcedClosed else {
      return false
    }
    let deadline = breaker.state == .open ? breaker.probeAt : nil
    return [deadline, breaker.pausedUntil].contains { $0.map { $0 > end } == true }
  }
}
