import FuseboxCore

/// The usage of all meters at one moment: one row a meter, the same columns in every format.
package struct UsageSnapshot: Sendable, Equatable {
  package var at: WallTime
  package var rows: [UsageRow]

  /// Rows in catalogue order, meters in the order first seen.
  package init(_ board: Board, at now: WallTime) {
    at = now
    rows = board.providers.flatMap { provider in
      provider.meters.all.map { UsageRow(provider: provider, meter: $0, at: now) }
    }
  }

  /// `{"at":…,"rows":[{…}],"schema":1}`
  package func json() throws(WireError) -> [UInt8] {
    try ScriptJSON.encode(UsageDocument(at: TimeField(at), rows: rows))
  }

  /// RFC 4180 with a line of column names; an empty cell is an unknown value.
  package func csv() -> String {
    var text = CSV.line(UsageColumn.allCases.map { .text($0.rawValue) })
    for row in rows { text += CSV.line(row.cells) }
    return text
  }

  /// `fusebox-usage-2026-11-23T143207Z.csv`
  package func fileName(extension ending: String) -> String {
    let stamp = at.rfc3339.prefix(19).filter { $0 != ":" }
    return "fusebox-usage-\(stamp)Z.\(ending)"
  }
}

private struct UsageDocument: Encodable {
  var schema = SchemaField()
  var at: TimeField
  var rows: [UsageRow]
}
