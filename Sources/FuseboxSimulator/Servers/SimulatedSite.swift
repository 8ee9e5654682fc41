import FuseboxCore
import FuseboxProviders

/// A provider as its clients see it: its page and its API, pure functions of the request and of
/// how the server is at that moment.
protocol SimulatedSite: Sendable {
  var provider: ProviderID { get }
  /// The rows of its status page: id and name.
  var components: [(id: String, name: String)] { get }
  /// The page's id, as the real one has it.
  var pageID: String { get }
  /// The answer of the API when nothing is wrong with the server.
  func answer(_ request: Inbound, at moment: ServerMoment) -> Outbound
  /// The answer of the API with this status, in the provider's own shape.
  func failure(_ status: Int, saying message: String, at moment: ServerMoment) -> Outbound
}

/// What an answer depends on besides the request.
struct ServerMoment: Sendable {
  var state: ServerState
  /// Since the scenario's start.
  var elapsed: Duration
  var startedAt: WallTime
  /// The request's number on this server, from 1.
  var number: Int

  var now: WallTime { startedAt + elapsed }

  /// The metered quantity now.
  var used: Int64 { state.usage.used(at: elapsed) }
}

/// Every provider that can be simulated over HTTP.
enum SimulatedSites {
  static let all: [any SimulatedSite] = [GitHubSite(), StripeSite()]
  /// As scenario files name them.
  static let names = all.map(\.provider.rawValue)
}

extension Outbound {
  /// A JSON document.
  init(_ status: Int, _ body: JSONTree, _ headers: [HTTPField] = []) {
    self.init(
      status: status,
      headers: [HTTPField("Content-Type", "application/json; charset=utf-8")] + headers,
      body: .bytes(Array(body.text.utf8)))
  }
}

extension Inbound {
  /// What the client authenticates with, without its scheme; nil when it does not.
  var credential: String? {
    guard let parts = field("Authorization")?.split(separator: " ", maxSplits: 1),
      parts.count == 2, ["bearer", "token", "basic"].contains(parts[0].lowercased())
    else { return nil }
    return String(parts[1])
  }
}
