import FuseboxCore
import FuseboxProviders

/// A status page of the Statuspage kind, version 2: `summary.json` with conditional requests.
struct StatusPage {
  static let path = "/api/v2/summary.json"

  let site: any SimulatedSite
  let moment: ServerMoment
  /// As the client asked for it: `127.0.0.1:4180`.
  let host: String

  /// 304 when the client has this very document already.
  func answer(_ request: Inbound) -> Outbound {
    let document = summary
    let tag = "W/\"\(Self.digest(document.text))\""
    guard request.field("If-None-Match") != tag else {
      return Outbound(status: 304, headers: [HTTPField("ETag", tag)])
    }
    return Outbound(200, document, [HTTPField("ETag", tag)])
  }

  private var page: SimulatedPage { moment.state.page }
  private var changedAt: WallTime { moment.startedAt + moment.state.pageSince }

  private var summary: JSONTree {
    [
      "page": [
        "id": .string(site.pageID), "name": .string(site.provider.rawValue),
        "url": .string("http://\(host)"), "time_zone": "Etc/UTC",
        "updated_at": .string(changedAt.rfc3339),
      ],
      "status": status, "components": .array(rows), "incidents": .array(incidents),
      "scheduled_maintenances": .array(maintenances),
    ]
  }

  private var status: JSONTree {
    switch page.state {
    case .operational: ["indicator": "none", "description": "All Systems Operational"]
    case .degraded: ["indicator": "minor", "description": "Partially Degraded Service"]
    case .partial: ["indicator": "major", "description": "Partial System Outage"]
    case .major: ["indicator": "critical", "description": "Major Service Outage"]
    case .maintenance: ["indicator": "maintenance", "description": "Service Under Maintenance"]
    }
  }

  private var rows: [JSONTree] {
    var names = site.components
    if let extra = page.component, !names.contains(where: { $0.name == extra }) {
      names.append((id: Self.digest(extra), name: extra))
    }
    return names.enumerated().map { position, component in
      [
        "id": .string(component.id), "name": .string(component.name), "group": false,
        "position": .integer(Int64(position + 1)), "group_id": nil,
        "status": .string(
          component.name == page.component ? page.state.rawValue : "operational"),
        "updated_at": .string(changedAt.rfc3339),
      ]
    }
  }

  private var incidents: [JSONTree] {
    guard let incident = page.incident, incident.stage != .resolved else { return [] }
    let started = JSONTree.string((changedAt + incident.started).rfc3339)
    let touched = rows.filter { $0["name"].string == page.component }
    let update: JSONTree = [
      "status": .string(incident.stage.rawValue), "body": .string(incident.update),
      "display_at": started,
    ]
    return [
      [
        "id": .string(Self.digest(incident.name)), "name": .string(incident.name),
        "status": .string(incident.stage.rawValue), "impact": .string(incident.impact.rawValue),
        "created_at": started, "started_at": started, "updated_at": .string(changedAt.rfc3339),
        "components": .array(touched), "incident_updates": incident.update.isEmpty ? [] : [update],
      ]
    ]
  }

  private var maintenances: [JSONTree] {
    guard let work = page.maintenance else { return [] }
    return [
      [
        "id": .string(Self.digest(work.name)), "name": .string(work.name),
        "status": "in_progress", "impact": "maintenance",
        "created_at": .string(changedAt.rfc3339), "started_at": .string(changedAt.rfc3339),
        "scheduled_for": .string(changedAt.rfc3339),
        "scheduled_until": .string((changedAt + work.until).rfc3339),
        "updated_at": .string(changedAt.rfc3339), "incident_updates": [],
        "components": .array(rows.filter { $0["name"].string == page.component }),
      ]
    ]
  }

  /// FNV-1a, 64 bit: enough to tell one document from the one before.
  private static func digest(_ text: String) -> String {
    let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    return String(hash, radix: 16)
  }
}
