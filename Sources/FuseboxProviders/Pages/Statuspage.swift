import FuseboxCore

/// Atlassian Statuspage v2, `summary.json`: components, unresolved incidents, maintenances.
/// Tolerates nulls of imitators; a word nobody knows is `unknown`, and what is missing is a gap.
/// https://metastatuspage.com/api
enum Statuspage {
  static func summary(_ body: [UInt8]) throws(PageTrouble) -> PageSummary {
    guard let tree = JSONTree(body) else {
      let first = body.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
      throw .notJSON(html: first == UInt8(ascii: "<"))
    }
    guard tree["status"].isObject || tree["components"].isArray else { throw .otherShape }
    let counts = lists.map { tree[$0].elements.count }
    if let count = counts.first(where: { $0 > mostRows }) { throw .tooManyRows(count) }
    var summary = PageSummary()
    summary.host = tree["page"]["url"].string.flatMap { Origin($0)?.host } ?? ""
    summary.pageID = tree["page"]["id"].string
    summary.indicator = tree["status"]["indicator"].string.map { impacts[$0] ?? .unknown }
    let rows = tree["components"].elements
    summary.components = rows.compactMap(component)
    summary.incidents = tree["incidents"].elements.filter(isOpen).map(incident)
    summary.maintenances = tree["scheduled_maintenances"].elements
      .filter { ["in_progress", "verifying"].contains($0["status"].string) }.map(maintenance)
    summary.gap = gap(in: tree)
    return summary
  }

  private static let lists = ["components", "incidents", "scheduled_maintenances"]

  /// Of a list; the largest pages have a few hundred. Rows are compared with each other.
  private static let mostRows = 2000

  /// A list that is missing, or one that holds something else than rows: what it would have said
  /// is not known. Null stands for an empty list.
  private static func gap(in tree: JSONTree) -> String? {
    guard case .object(let members) = tree else { return "its lists" }
    for name in lists {
      switch members[name] {
      case .null?: continue
      case .array(let rows)?:
        guard rows.allSatisfy(\.isObject) else { return "a row of its \(plain(name))" }
      default: return "its \(plain(name))"
      }
    }
    let isNamed = tree["components"].elements.allSatisfy { !$0["name"].safe(cap: 60).isEmpty }
    return isNamed ? nil : "a component without a name"
  }

  private static func plain(_ list: String) -> String {
    list == "scheduled_maintenances" ? "maintenances" : list
  }

  private static let words: [String: PageState] = [
    "operational": .operational, "degraded_performance": .degraded, "partial_outage": .partial,
    "major_outage": .major, "under_maintenance": .maintenance,
  ]

  private static let impacts: [String: PageState] = [
    "none": .operational, "minor": .degraded, "major": .partial, "critical": .major,
    "maintenance": .maintenance,
  ]

  private static func component(_ row: JSONTree) -> PageSummary.Component? {
    let name = row["name"].safe(cap: 60)
    // Every page's last row on some sites: a pointer, not a component.
    guard !name.isEmpty, !name.hasPrefix("Visit ") else { return nil }
    return PageSummary.Component(
      id: row["id"].string ?? name, name: name,
      state: row["status"].string.flatMap { words[$0] } ?? .unknown,
      isGroup: row["group"].bool ?? false, groupID: row["group_id"].string,
      updatedAt: row["updated_at"].time)
  }

  /// Only what says that it is over is: a stage that we do not know is open.
  private static func isOpen(_ row: JSONTree) -> Bool {
    !["resolved", "postmortem", "completed"].contains(row["status"].string)
  }

  private static func incident(_ row: JSONTree) -> PageSummary.Incident {
    PageSummary.Incident(
      name: row["name"].safe(cap: 100),
      impact: row["impact"].string.flatMap { impacts[$0] } ?? .unknown,
      stage: row["status"].safe(cap: 20), touches: touched(row),
      startedAt: row["started_at"].time ?? row["created_at"].time,
      updatedAt: row["updated_at"].time, latest: latest(row))
  }

  private static func maintenance(_ row: JSONTree) -> PageSummary.Maintenance {
    PageSummary.Maintenance(
      name: row["name"].safe(cap: 100), stage: row["status"].safe(cap: 20),
      touches: touched(row), startedAt: row["started_at"].time ?? row["created_at"].time,
      updatedAt: row["updated_at"].time, latest: latest(row), until: row["scheduled_until"].time)
  }

  private static func touched(_ row: JSONTree) -> PageSummary.Touched {
    let newest = row["incident_updates"].elements.first ?? .null
    let named = row["components"].elements + newest["affected_components"].elements
    let names = named.flatMap { [$0["id"].string, $0["code"].string, $0["name"].string] }
    let known = Set(names.compactMap(\.self))
    return known.isEmpty ? .unsaid : .components(known)
  }

  private static func latest(_ row: JSONTree) -> String {
    let newest = row["incident_updates"].elements.first ?? .null
    return TerminalSafe.text(html: newest["body"].string ?? "", cap: 200)
  }
}
