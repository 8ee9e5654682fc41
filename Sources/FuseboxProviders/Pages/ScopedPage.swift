import FuseboxCore

/// A page judged by the rows that concern us: the worst of them and of the open incidents that
/// touch them, or that do not say what they touch. The page-wide word counts only without a scope:
/// it can be green beside an open incident, and red for what we do not use. It is operational only
/// when all of it was read and nothing in it speaks against that.
struct ScopedPage {
  /// Most rows and incidents kept: large pages have two hundred.
  private static let mostRows = 60
  private static let mostIncidents = 10
  /// Headings stand under headings, on some pages.
  private static let deepest = 4

  private var components: [PageReading.Component] = []
  private var incidents: [PageReading.Incident] = []
  private let maintenanceUntil: WallTime?
  private var states: [PageState] = []
  private let gap: String?

  init(_ summary: PageSummary, scope: [ComponentScope]) throws(PageTrouble) {
    let rows = Rows(summary.components)
    let scoped = try rows.scoped(by: scope)
    components = rows.leaves.map { row in
      PageReading.Component(
        name: row.name, state: row.state, inScope: scope.isEmpty || scoped.contains(row.id),
        updatedAt: row.updatedAt)
    }
    let names = summary.components.filter { scoped.contains($0.id) }.map(\.name)
    let concerned = scoped.union(names)
    func isInScope(_ touches: PageSummary.Touched) -> Bool {
      switch touches {
      // One that does not say what it touches may touch us.
      case .unsaid: true
      case .components(let touched): scope.isEmpty || !touched.isDisjoint(with: concerned)
      }
    }
    incidents =
      summary.incidents.map { Self.shown($0, inScope: isInScope($0.touches)) }
      + summary.maintenances.map { Self.shown($0, inScope: isInScope($0.touches)) }
    maintenanceUntil = summary.maintenances.filter { isInScope($0.touches) }
      .compactMap(\.until).min()
    gap = summary.gap
    states = components.filter(\.inScope).map(\.state) + incidents.filter(\.inScope).map(\.state)
    if scope.isEmpty, let indicator = summary.indicator { states.append(indicator) }
  }

  /// An open incident is trouble, also one of which the page says that its impact is none: they
  /// are at work on something.
  private static func shown(
    _ incident: PageSummary.Incident, inScope: Bool
  ) -> PageReading.Incident {
    PageReading.Incident(
      name: incident.name, state: incident.impact == .operational ? .degraded : incident.impact,
      stage: incident.stage, inScope: inScope, startedAt: incident.startedAt,
      updatedAt: incident.updatedAt, latest: incident.latest)
  }

  private static func shown(
    _ maintenance: PageSummary.Maintenance, inScope: Bool
  ) -> PageReading.Incident {
    PageReading.Incident(
      name: maintenance.name, state: .maintenance, stage: maintenance.stage, inScope: inScope,
      startedAt: maintenance.startedAt, updatedAt: maintenance.updatedAt,
      latest: maintenance.latest)
  }

  /// Puts what the page says into a reading whose provider, time and reach are set.
  func fill(_ reading: inout PageReading) {
    reading.state = Self.worst(states)
    // What was not read could be the red row.
    if gap != nil, !reading.state.isRed { reading.state = .unknown }
    reading.components = kept
    reading.incidents = Array(
      (incidents.filter(\.inScope) + incidents.filter { !$0.inScope }).prefix(Self.mostIncidents))
    reading.maintenanceUntil = maintenanceUntil
    reading.headline = headline(reading.state)
    guard reading.state == .unknown else { return }
    reading.trouble =
      gap.map { "page: \($0) cannot be read" } ?? "page: says a word we do not know"
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

  /// A page's rows and the headings over them.
  private struct Rows {
    let all: [PageSummary.Component]
    private let byID: [String: PageSummary.Component]
    /// Ids of headings with rows below them.
    private let parents: Set<String>

    init(_ rows: [PageSummary.Component]) {
      all = rows
      byID = Dictionary(rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      parents = Set(rows.compactMap(\.groupID))
    }

    /// What has a state of its own: a heading without rows speaks for itself.
    var leaves: [PageSummary.Component] { all.filter(isLeaf) }

    private func isLeaf(_ row: PageSummary.Component) -> Bool {
      !(row.isGroup && parents.contains(row.id))
    }

    /// Ids of what a scope means: rows, headings, and the rows below these. Throws for a scope
    /// that means no row.
    func scoped(by scope: [ComponentScope]) throws(PageTrouble) -> Set<String> {
      var ids: Set<String> = []
      for item in scope {
        let found = all.filter { isIn(item, $0) }
        guard found.contains(where: isLeaf) else { throw .staleScope(item.name) }
        ids.formUnion(found.map(\.id))
      }
      return ids
    }

    private func isIn(_ item: ComponentScope, _ row: PageSummary.Component) -> Bool {
      if item.names(row) { return true }
      // A heading that stands under itself must not hold us here.
      var step = row.groupID.flatMap { byID[$0] }
      for _ in 0..<ScopedPage.deepest {
        guard let heading = step else { return false }
        if heading.isGroup, item.names(heading) { return true }
        step = heading.groupID.flatMap { byID[$0] }
      }
      return false
    }
  }
}
