import FuseboxCore

/// A provider's own status page: where it is, how it speaks, and which of its rows concern us.
package struct PageFeed: Sendable {
  package enum Dialect: Sendable, Equatable {
    /// Atlassian Statuspage v2, `summary.json`, and what imitates it (incident.io).
    case statuspage
    /// Nobody has taught us to read it yet: the reading is `unknown` with this reason.
    case unread(String)
  }

  package var dialect: Dialect
  /// What is fetched.
  package var url: String
  /// What a person opens.
  package var humanURL: String
  /// The page's own id, proof that it is this page also behind another host.
  package var pageID: String?
  /// Rows that concern us; empty: the whole page, its headline included.
  package var scope: [ComponentScope]

  package init(
    dialect: Dialect = .statuspage, url: String, humanURL: String, pageID: String? = nil,
    scope: [ComponentScope] = []
  ) {
    self.dialect = dialect
    self.url = url
    self.humanURL = humanURL
    self.pageID = pageID
    self.scope = scope
  }

  /// Why fetching it would tell nothing; nil when it can be read.
  package var unreadReason: String? {
    if case .unread(let reason) = dialect { reason } else { nil }
  }

  /// The fetch of the page, or of the address that stands in for it. Without a credential, so it
  /// may follow redirects. The caller adds the validators of the answer before.
  package func request(overriding address: String?) -> HTTPRequest {
    HTTPRequest(
      url: address ?? url,
      headers: [HTTPField("Accept", "application/json")],
      bodyCap: 1 << 20, followsRedirects: true)
  }

  /// What an answer says. Never fails: what cannot be read is `unknown` with its reason, and
  /// never red.
  ///
  /// - Parameters:
  ///   - previous: the last reading that could be read; a 304 repeats it.
  ///   - askedURL: where the answer was asked for; its host must be the page's.
  package func read(
    _ answer: HTTPAnswer, provider: ProviderID, at now: WallTime, previous: PageReading?,
    askedURL: String
  ) -> PageReading {
    if answer.status == 304, var same = previous {
      same.at = now
      same.timings = answer.timings
      same.reach = answer.reach
      same.unchanged = true
      return same
    }
    var reading = PageReading(
      provider: provider, at: now, state: .unknown, reach: answer.reach, timings: answer.timings)
    do throws(PageTrouble) {
      if let unreadReason { throw .unread(unreadReason) }
      guard answer.status == 200 else { throw .status(answer.status) }
      let summary = try StatuspageSummary(answer.body)
      guard summary.isFrom(host: Origin(askedURL)?.host, pageID: pageID) else {
        throw .anotherPage(summary.host)
      }
      try ScopedPage(summary, scope: scope).fill(&reading)
    } catch {
      reading.trouble = TerminalSafe("page: \(error.words)", cap: 60).text
    }
    return reading
  }
}

/// Which rows of a page concern us. Names are compared without case.
package enum ComponentScope: Sendable, Equatable {
  /// One row, by its id or its name: ids outlive renames, mocks know only names.
  case component(id: String, name: String)
  /// Every row below a group, by the group's id or name.
  case group(id: String, name: String)
  /// Every row whose name begins so: `SMS,`.
  case prefix(String)

  /// For a person whose scope has gone stale.
  var name: String {
    switch self {
    case .component(_, let name), .group(_, let name), .prefix(let name): name
    }
  }
}

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
