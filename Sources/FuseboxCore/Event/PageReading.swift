/// How well a component or a whole page says the provider is doing; ordered by severity.
/// `unknown` stands apart: a word we do not know, a page that cannot be read.
package enum PageState: String, Sendable, CaseIterable {
  case operational, maintenance, degraded, partial, major, unknown

  /// Degraded or worse. Maintenance and unknown are not red.
  package var isRed: Bool { self == .degraded || self == .partial || self == .major }
}

/// One reading of a provider's status page.
package struct PageReading: Sendable, Equatable {
  package var provider: ProviderID
  package var at: WallTime
  /// Worst of the scoped components and of the open incidents that touch them.
  package var state: PageState
  /// Why the state is unknown ("page: answered HTML, not its JSON"); empty when it was read.
  package var trouble: String
  /// What the page says in few words, ≤ 40 cells, for a red or maintenance page: "API partial".
  package var headline: String
  package var components: [Component]
  package var incidents: [Incident]
  /// Earliest end of the maintenance in progress, if one is.
  package var maintenanceUntil: WallTime?
  /// Host the page was read from: `www.githubstatus.com`.
  package var reach: Reach
  package var timings: Timings
  /// The page says what it said when it was last read: the rest of that reading is left out here,
  /// and the fold fills it in.
  package var unchanged: Bool

  package init(
    provider: ProviderID, at: WallTime, state: PageState, trouble: String = "",
    headline: String = "", components: [Component] = [], incidents: [Incident] = [],
    maintenanceUntil: WallTime? = nil, reach: Reach, timings: Timings = Timings(),
    unchanged: Bool = false
  ) {
    self.provider = provider
    self.at = at
    self.state = state
    self.trouble = trouble
    self.headline = headline
    self.components = components
    self.incidents = incidents
    self.maintenanceUntil = maintenanceUntil
    self.reach = reach
    self.timings = timings
    self.unchanged = unchanged
  }

  /// One row of the page.
  package struct Component: Sendable, Equatable {
    package var name: String
    package var state: PageState
    /// Part of what we use (the provider's component scope).
    package var inScope: Bool
    /// When the page last changed it.
    package var updatedAt: WallTime?

    package init(name: String, state: PageState, inScope: Bool, updatedAt: WallTime? = nil) {
      self.name = name
      self.state = state
      self.inScope = inScope
      self.updatedAt = updatedAt
    }
  }

  /// An open incident or a maintenance in progress.
  package struct Incident: Sendable, Equatable {
    package var name: String
    package var state: PageState
    /// The page's own word: investigating, identified, monitoring, in_progress.
    package var stage: String
    package var inScope: Bool
    package var startedAt: WallTime?
    package var updatedAt: WallTime?
    /// The newest update's text, terminal-safe, ≤ 200 characters.
    package var latest: String

    package init(
      name: String, state: PageState, stage: String, inScope: Bool, startedAt: WallTime? = nil,
      updatedAt: WallTime? = nil, latest: String = ""
    ) {
      self.name = name
      self.state = state
      self.stage = stage
      self.inScope = inScope
      self.startedAt = startedAt
      self.updatedAt = updatedAt
      self.latest = latest
    }
  }
}
