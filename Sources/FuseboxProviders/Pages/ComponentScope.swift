/// Which rows of a page concern us. Names are compared without case. A row that is a heading
/// stands for the rows below it.
package enum ComponentScope: Sendable, Equatable {
  /// One row, by its id or its name: ids outlive renames, mocks know only names.
  case component(id: String, name: String)
  /// Every row whose name begins so: `SMS,`.
  case prefix(String)

  /// For a person whose scope has gone stale.
  var name: String {
    switch self {
    case .component(_, let name), .prefix(let name): name
    }
  }

  /// The row itself is meant, not only one above it.
  func names(_ row: PageSummary.Component) -> Bool {
    let name = row.name.lowercased()
    switch self {
    case .component(let id, let wanted): return row.id == id || name == wanted.lowercased()
    case .prefix(let prefix): return name.hasPrefix(prefix.lowercased())
    }
  }
}
