import FuseboxCore

/// Atlassian Statuspage v2, `summary.json`, as it stands: components, unresolved incidents,
/// maintenances. Tolerates what imitators leave out; a word nobody knows is `unknown`.
struct StatuspageSummary {
  struct Component {
    var id: String
    var name: String
    var state: PageState
    /// Group rows only repeat their children.
    var isGroup: Bool
    var groupID: String?
    var updatedAt: WallTime?
  }

  struct Incident {
    var shown: PageReading.Incident
    /// Ids and names of the components it touches; empty when it does not say.
    var touches: Set<String>
    /// End of a maintenance.
    var until: WallTime?
  }

  /// Host of the page's own address, empty when it does not say.
  let host: String
  let pageID: String?
  /// The page-wide word; nil without one.
  let indicator: PageState?
  let components: [Component]
  /// Open ones only.
  let incidents: [Incident]
  /// In progress only.
  let maintenances: [Incident]

  init(_ body: [UInt8]) throws(PageTrouble) {
    guard let tree = JSONTree(body) else {
      let first = body.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
      throw .notJSON(html: first == UInt8(ascii: "<"))
    }
    guard tree["status"].isObject || tree["components"].isArray else { throw .otherShape }
    let lists = ["components", "incidents", "scheduled_maintenances"].map {
      tree[$0].elements.count
    }
    if let count = lists.first(where: { $0 > Self.mostRows }) { throw .tooManyRows(count) }
    host = tree["page"]["url"].string.flatMap { Origin($0)?.host } ?? ""
    pageID = tree["page"]["id"].string
    indicator = tree["status"]["indicator"].string.map { Self.impacts[$0] ?? .unknown }
    components = tree["components"].elements.compactMap(Self.component)
    incidents = tree["incidents"].elements.compactMap(Self.incident)
    maintenances = tree["scheduled_maintenances"].elements.compactMap(Self.maintenance)
  }

  /// It is the page that was asked for: by its id where that is known, or by its host.
  func isFrom(host asked: String?, pageID known: String?) -> Bool {
    if let known, known == pageID { return true }
    func bare(_ host: String) -> Substring {
      host.hasPrefix("www.") ? host.dropFirst(4) : host[...]
    }
    guard let asked, !host.isEmpty else { return false }
    return bare(asked) == bare(host)
  }

  /// Of a list; the largest pages have a few hundred. Rows are compared with each other.
  private static let mostRows = 2000

  private static let words: [String: PageState] = [
    "operational": .operational, "degraded_performance": .degraded, "partial_outage": .partial,
    "major_outage": .major, "under_maintenance": .maintenance,
  ]

  private static let impacts: [String: PageState] = [
    "none": .operational, "minor": .degraded, "major": .partial, "critical": .major,
    "maintenance": .maintenance,
  ]

  private static func component(_ row: JSONTree) -> Component? {
    let name = row["name"].safe(cap: 60)
    // Every page's last row on some sites: a pointer, not a component.
    guard !name.isEmpty, !name.hasPrefix("Visit ") else { return nil }
    return Component(
      id: row["id"].string ?? name, name: name,
      state: row["status"].string.flatMap { words[$0] } ?? .unknown,
      isGroup: row["group"].bool ?? false, groupID: row["group_id"].string,
      updatedAt: row["updated_at"].time)
  }

  private static func incident(_ row: JSONTree) -> Incident? {
    guard !["resolved", "postmortem", "completed"].contains(row["status"].string) else {
      return nil
    }
    return incident(row, state: row["impact"].string.flatMap { impacts[$0] } ?? .unknown)
  }

  private static func maintenance(_ row: JSONTree) -> Incident? {
    guard ["in_progress", "verifying"].contains(row["status"].string) else { return nil }
    return incident(row, state: .maintenance)
  }

  private static func incident(_ row: JSONTree, state: PageState) -> Incident {
    let updates = row["incident_updates"].elements
    let named = row["components"].elements + (updates.first?["affected_components"].elements ?? [])
    let touches = named.flatMap { [$0["id"].string, $0["code"].string, $0["name"].string] }
    let shown = PageReading.Incident(
      name: row["name"].safe(cap: 100), state: state, stage: row["status"].safe(cap: 20),
      inScope: true, startedAt: row["started_at"].time ?? row["created_at"].time,
      updatedAt: row["updated_at"].time,
      latest: TerminalSafe.text(html: updates.first?["body"].string ?? "", cap: 200))
    return Incident(
      shown: shown, touches: Set(touches.compactMap(\.self)), until: row["scheduled_until"].time)
  }
}
