/// What the provider's own page says, as far as it can be believed now.
enum PageHealth: Equatable {
  /// The provider has none.
  case absent
  /// Never read, not readable, or older than three intervals.
  case unknown
  case green
  case maintenance
  case red

  init(_ provider: ProviderState, at now: WallTime) {
    guard provider.facts.hasPage else {
      self = .absent
      return
    }
    guard let page = provider.page.lastRead,
      provider.facts.isFresh(.status, readAt: page.at, at: now),
      provider.page.latest?.isUnreadable != true
    else {
      self = .unknown
      return
    }
    self =
      switch page.state {
      case .operational: .green
      case .maintenance: .maintenance
      case .degraded, .partial, .major: .red
      case .unknown: .unknown
      }
  }
}

extension PageReading {
  /// An answer came, and it is not what a page of its kind says. A fetch that got no answer is
  /// not: what was read before it stands until it is too old.
  fileprivate var isUnreadable: Bool {
    let gotNothing = !reach.connected || (timings.total > 0 && timings.firstByte == 0)
    return state == .unknown && !gotNothing
  }
}
