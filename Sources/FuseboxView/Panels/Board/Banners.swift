import FuseboxCore

/// What holds for the whole board and must be read before any row.
enum Banners {
  /// At most three lines.
  static func lines(_ board: Board) -> [Line] {
    var lines = board.stores.filter { $0.condition != .fine }.map(store)
    let facts = board.providers.map(\.facts)
    if !facts.isEmpty, facts.allSatisfy({ $0.credential == .none }) {
      lines.append(pagesOnly(facts))
    }
    return Array(lines.prefix(3))
  }

  private static func store(_ health: StoreHealth) -> Line {
    var line = Line(" ! ", .warning)
    line.add(health.message)
    guard health.unaudited > 0 else { return line }
    let rows = health.unaudited == 1 ? "change waits" : "changes wait"
    line.add("; \(health.unaudited) \(rows) to be written to the audit")
    return line
  }

  private static func pagesOnly(_ facts: [ProviderFacts]) -> Line {
    let names = facts.map(\.credentialName).filter { !$0.isEmpty }.prefix(3)
    var line = Line(" ? ", .of(.unknown))
    line.add("Status pages only: no credential is set.")
    if !names.isEmpty { line.add(" To watch more, set \(names.joined(separator: ", ")).") }
    return line
  }
}
