/// What a provider's own status page says.
@usableFromInline
package struct PageFacet: Sendable, Equatable {
  /// The newest reading of the page, readable or not.
  package var latest: PageReading?
  /// The newest reading of the page that could be read.
  package var lastRead: PageReading?
  /// First reading of the present run of red, and when the page says it began.
  package var redSince: WallTime?
  /// Begin of the first fetch of the present run of those that reached no page server at all.
  package var lostSince: WallTime?

  package init() {}

  /// Folds one reading.
  /// - Parameter failedAt: since when calls fail, where they do.
  mutating func apply(_ reading: PageReading, failedAt: WallTime?) -> Change.Fact? {
    let before = lastRead
    var reading = reading
    if reading.unchanged, let before { reading.takeContent(of: before) }
    latest = reading
    lostSince =
      reading.reach.connected ? nil : lostSince ?? reading.timings.start(endingAt: reading.at)
    guard reading.state != .unknown else { return nil }
    lastRead = reading
    if !reading.state.isRed {
      redSince = nil
    } else if redSince == nil {
      redSince = reading.at
    }
    guard before?.state != reading.state || before?.headline != reading.headline else { return nil }
    guard before != nil || reading.state != .operational else { return nil }
    return .page(
      PageNews(
        state: reading.state, headline: reading.headline, postedAt: postedAt, failedAt: failedAt))
  }

  /// When the provider says its present trouble began: the earliest start that the page gives for
  /// what is red in our scope, else our first red reading.
  package var postedAt: WallTime? {
    guard let page = lastRead, page.state.isRed else { return nil }
    let incidents = page.incidents.filter { $0.inScope && $0.state.isRed }.compactMap(\.startedAt)
    let components = page.components.filter { $0.inScope && $0.state.isRed }
      .compactMap(\.updatedAt)
    return (incidents + components).min().map { min($0, page.at) } ?? redSince
  }
}

extension PageReading {
  /// What was read before is what this one says.
  fileprivate mutating func takeContent(of before: PageReading) {
    state = before.state
    headline = before.headline
    components = before.components
    incidents = before.incidents
    maintenanceUntil = before.maintenanceUntil
  }
}
