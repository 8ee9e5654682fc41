/// Whether our own network is down: the newest attempts to at least three hosts beyond loopback
/// and private ranges failed before a connection stood, and nothing has been reached since those
/// failures began. A host that was dead before something else was reached is no sign of it.
/// Status-page fetches are the control; no further host is called.
enum NetworkHealth {
  /// A host that cannot be reached any more, and since when.
  private struct Loss {
    var host: String
    var began: WallTime
  }

  /// Hosts that explain nothing else than our network; empty when it is up or cannot be judged.
  static func unreachableHosts(_ board: Board, at now: WallTime) -> Set<String> {
    let reached = board.providers.compactMap(lastReached).max()
    let losses = board.providers.flatMap { self.losses($0, at: now) }
    let sudden = losses.filter { loss in reached.map { loss.began > $0 } ?? true }
    return Set(sudden.map(\.host)).count >= 3 ? Set(losses.map(\.host)) : []
  }

  /// The provider's newest attempt went to one of these hosts.
  static func explains(_ hosts: Set<String>, _ provider: ProviderState) -> Bool {
    let reaches = [provider.calls.recent.first?.reach, provider.page.latest?.reach].compactMap(
      \.self)
    return reaches.contains { $0.isPublic && hosts.contains($0.host) }
  }

  private static func lastReached(_ provider: ProviderState) -> WallTime? {
    let call = provider.calls.recent.first { $0.reach.isPublic && $0.reach.connected }
    let pages = [provider.page.latest, provider.page.lastRead].compactMap(\.self)
      .filter { $0.reach.isPublic && $0.reach.connected }
    return ([call?.at] + pages.map(\.at)).compactMap(\.self).max()
  }

  /// What the newest attempt of each of its slots could not reach. A stale failure
  /// says nothing any more: an open breaker may have let no other call follow it.
  private static func losses(_ provider: ProviderState, at now: WallTime) -> [Loss] {
    let facts = provider.facts
    var losses: [Loss] = []
    if let page = provider.page.latest, let began = provider.page.lostSince, page.reach.isPublic,
      facts.isFresh(.status, readAt: page.at, at: now)
    {
      losses.append(Loss(host: page.reach.host, began: began))
    }
    for signal in [Signal.probe, .usage] {
      let run = provider.calls.recent.lazy.filter { $0.signal == signal }.prefix(while: \.isLost)
      guard let newest = run.first, let oldest = run.last, newest.reach.isPublic,
        facts.isFresh(signal, readAt: newest.at, at: now)
      else { continue }
      losses.append(Loss(host: newest.reach.host, began: oldest.timings.start(endingAt: oldest.at)))
    }
    return losses
  }
}

extension CallReading {
  /// It was sent, and no connection came to stand. One that we gave up ourselves says nothing.
  fileprivate var isLost: Bool { outcome == .failure(.transport) && !reach.connected }
}

extension Timings {
  /// When a call that ended at `end` began.
  func start(endingAt end: WallTime) -> WallTime { end + (.zero - .microseconds(total)) }
}
