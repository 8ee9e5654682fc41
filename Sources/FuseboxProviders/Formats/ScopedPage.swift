import FuseboxCore

/// A page judged by the rows that concern us: the worst of them and of the open incidents that
/// touch them. The page-wide word counts only without a scope: it can be green beside an open
/// incident, and red for what we do not use.
struct ScopedPage {
  /// Most rows and incidents kept: large pages have two hundred.
  private static let mostRows = 60
  private static let mostIncidents = 10

  private var components: [PageReading.Component] = []
  private var incidents: [PageReading.Incident] = []
  private var maintenanceUntil: WallTime?
  private var states: [PageState] = []

  init(_ summary: StatuspageSummary, scope: [ComponentScope]) throws(PageTrouble) {
    let scoped = try Self.scoped(summary.components, by: scope)
    for row in summary.components where !row.isGroup {
      components.append(
        PageReading.Component(
          name: row.name, state: row.state, inScope: scope.isEmpty || scoped.contains(row.id),
          updatedAt: row.updatedAt))
    }
    let names = summary.components.filter { scoped.contains($0.id) }.map(\.name)
    let touched = scoped.union(names)
    func isInScope(_ incident: StatuspageSummary.Incident) -> Bool {
      // One that does not say what it touches may touch us.
      scope.isEmpty || incident.touches.isEmpty || !incident.touches.isDisjoint(with: touched)
    }
    for incident in summary.incidents + summary.maintenances {
      var shown = incident.shown
      shown.inScope = isInScope(incident)
      incidents.append(shown)
    }
    let ends = summary.maintenances.filter(isInScope).compactMap(\.until)
    maintenanceUntil = ends.min()
    states = components.filter(\.inScope).map(\.state) + incidents.filter(\.inScope).map(\.state)
    if scope.isEmpty, let indicator = summary.indicator { states.append(indicator) }
  }

  /// Ids of the rows in scope, groups among them; throws for a scope without any row.
  private static func scoped(
    _ rows: [StatuspageSummary.Component], by scope: [ComponentScope]
  ) throws(PageTrouble) -> Set<String> {
    var ids: Set<String> = []
    for item in scope {
      let found = rows.filter { isIn(item, $0, of: rows) }
      guard found.contains(where: { !$0.isGroup }) else { throw .staleScope(item.name) }
      ids.formUnion(found.map(\.id))
    }
    return ids
  }

  private static func isIn(
    _ item: ComponentScope, _ row: StatuspageSummary.Component,
    of rows: [StatuspageSummary.Component]
  ) -> Bool {
    let name = row.name.lowercased()
    switch item {
    case .component(let id, let wanted): return row.id == id || name == wanted.lowercased()
    case .prefix(let prefix): return name.hasPrefix(prefix.lowercased())
    case .group(let id, let wanted):
      // Groups nest; a row that names itself as its group must not hold us here.
      var step: StatuspageSummary.Component? = row
      for _ in 0..<4 {
        guard let current = step else { return false }
        let isGroup = current.isGroup
        if isGroup, current.id == id || current.name.lowercased() == wanted.lowercased() {
          return true
        }
        step = rows.first { $0.id == current.groupID }
      }
      return false
    }
  }

  /// Puts what the page says into a reading whose provider, time and reach are set.
  func fill(_ reading: inout PageReading) {
    reading.state = Self.worst(states)
    reading.components = kept
    reading.incidents = Array(
      (incidents.filter(\.inScope) + incidents.filter { !$0.inScope }).prefix(Self.mostIncidents))
    reading.maintenanceUntil = maintenanceUntil
    reading.headline = headline(reading.state)
    if reading.state == .unknown { reading.trouble = "page: says a word we do not know" }
  }

  /// All rows in the page's order, or of a large page those that say something first.
  private var kept: [PageReading.Component] {
    guard components.count > Self.mostRows else { return components }
    func isTelling(_ row: PageReading.Component) -> Bool {
      row.inScope && row.state != .operational
    }
    let rest = components.filter { !isTelling($0) }
    let ordered =
      components.filter(isTelling) + rest.filter(\.inScope) + rest.filter { !$0.inScope }
    return Array(ordered.prefix(Self.mostRows))
  }

  /// `API Requests partial`; the incident's name when only that says so.
  private func headline(_ state: PageState) -> String {
    let short: [PageState: String] = [
      .maintenance: "maintenance", .degraded: "degraded", .partial: "partial", .major: "down",
    ]
    guard let word = short[state] else { return "" }
    if let row = components.first(where: { $0.inScope && $0.state == state }) {
      return "\(TerminalSafe(row.name, cap: 39 - word.count).text) \(word)"
    }
    let incident = incidents.first { $0.inScope && $0.state == state }
    return TerminalSafe(incident?.name ?? word, cap: 40).text
  }

  /// Red beats unknown, for that trouble is certain; unknown beats what is not red. A page without
  /// any row says nothing.
  private static func worst(_ states: [PageState]) -> PageState {
    let order: [PageState] = [.major, .partial, .degraded, .unknown, .maintenance, .operational]
    return order.first(where: states.contains) ?? .unknown
  }
}
