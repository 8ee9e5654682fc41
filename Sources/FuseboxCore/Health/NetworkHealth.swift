/// Whether our own network is down: every attempt to at least three hosts beyond loopback and
/// private ranges failed before its connection stood, within one interval, and none succeeded.
/// Status-page fetches are the control; no further host is called.
enum NetworkHealth {
  /// Hosts that explain nothing else than our network; empty when it is up or cannot be judged.
  static func unreachableHosts(_ board: Board, at now: WallTime) -> Set<String> {
    var connected = false
    var failed: Set<String> = []
    for provider in board.providers {
      let facts = provider.facts
      if let page = provider.page, now - page.at <= .seconds(facts.statusInterval) {
        take(page.reach, &connected, &failed)
      }
      for call in provider.calls where now - call.at <= .seconds(facts.probeInterval) {
        take(call.reach, &connected, &failed)
      }
    }
    return !connected && failed.count >= 3 ? failed : []
  }

  private static func take(_ reach: Reach, _ connected: inout Bool, _ failed: inout Set<String>) {
    guard reach.isPublic else { return }
    if reach.connected { connected = true } else { failed.insert(reach.host) }
  }

  /// The provider's newest attempt went to one of these hosts.
  static func explains(_ hosts: Set<String>, _ provider: ProviderState) -> Bool {
    let reaches = [provider.calls.first?.reach, provider.page?.reach].compactMap(\.self)
    return reaches.contains { $0.isPublic && hosts.contains($0.host) }
  }
}
