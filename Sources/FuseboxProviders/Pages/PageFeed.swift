import FuseboxCore

/// A provider's own status page: where it is, how it speaks, and which of its rows concern us.
package struct PageFeed: Sendable {
  package enum Dialect: Sendable, Equatable {
    /// Atlassian Statuspage v2, `summary.json`, and what imitates it (incident.io).
    case statuspage
    /// Nobody has taught us to read it yet: the reading is `unknown` with this reason.
    case unread(String)

    /// What a body of this dialect says.
    func summary(_ body: [UInt8]) throws(PageTrouble) -> PageSummary {
      switch self {
      case .statuspage: try Statuspage.summary(body)
      case .unread(let reason): throw .unread(reason)
      }
    }
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
  ///   - previous: the last reading that could be read; a 304 says that it still holds.
  ///   - askedURL: where the answer was asked for; its host must be the page's.
  ///   - isNamed: a person named that address in the configuration: what answers there is meant,
  ///     whatever page it says it is.
  package func read(
    _ answer: HTTPAnswer, provider: ProviderID, at now: WallTime, previous: PageReading?,
    askedURL: String, isNamed: Bool = false
  ) -> PageReading {
    if answer.status == 304, let previous {
      return PageReading(
        provider: provider, at: now, state: previous.state, reach: answer.reach,
        timings: answer.timings, unchanged: true)
    }
    var reading = PageReading(
      provider: provider, at: now, state: .unknown, reach: answer.reach, timings: answer.timings)
    do throws(PageTrouble) {
      if let unreadReason { throw .unread(unreadReason) }
      guard answer.status == 200 else { throw .status(answer.status) }
      let summary = try dialect.summary(answer.body)
      guard isNamed || summary.isFrom(host: Origin(askedURL)?.host, pageID: pageID) else {
        throw .anotherPage(summary.host)
      }
      try ScopedPage(summary, scope: scope).fill(&reading)
    } catch {
      reading.trouble = TerminalSafe("page: \(error.words)", cap: 60).text
    }
    return reading
  }
}
