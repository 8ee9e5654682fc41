/// Why a page's state is unknown.
enum PageTrouble: Error, Equatable {
  case unread(String)
  case status(Int)
  /// Not JSON; whether it looks like HTML.
  case notJSON(html: Bool)
  /// JSON, but not what the dialect promises.
  case otherShape
  /// Another page answers at this address.
  case anotherPage(String)
  /// More rows or incidents than any page has.
  case tooManyRows(Int)
  /// The page has no row of this name any more.
  case staleScope(String)

  var words: String {
    switch self {
    case .unread(let reason): reason
    case .status(304): "nothing new, and nothing was read before"
    case .status(let code): "answered \(code)"
    case .notJSON(html: true): "answered HTML, not its JSON"
    case .notJSON(html: false): "answered something that is not JSON"
    case .otherShape: "its JSON has neither status nor components"
    case .anotherPage(let host): "another page answers: \(host.isEmpty ? "nameless" : host)"
    case .tooManyRows(let count): "lists \(count) rows, more than are read"
    case .staleScope(let name): "has no \"\(name)\" any more, scope is stale"
    }
  }
}
