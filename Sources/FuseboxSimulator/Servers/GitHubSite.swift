import FuseboxCore
import FuseboxProviders

/// GitHub: rate limits in body and header fields, a bad token's 401, primary and secondary limits.
/// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
struct GitHubSite: SimulatedSite {
  let provider: ProviderID = "github"
  let pageID = "kctbh9vrtdwd"
  let components = [
    (id: "8l4ygp009s5s", name: "Git Operations"), (id: "4230lsnqdsld", name: "Webhooks"),
    (id: "0l2p9nhqnxpd", name: "Visit www.githubstatus.com for more information"),
    (id: "brv1bkgrwx7q", name: "API Requests"), (id: "kr09ddfgbfsf", name: "Issues"),
    (id: "hhtssxt0f5v2", name: "Pull Requests"), (id: "br0l2tvcx85d", name: "Actions"),
    (id: "st3j38cctv9l", name: "Packages"), (id: "vg70hn9s2tyj", name: "Pages"),
    (id: "h2ftsgbw7kmk", name: "Codespaces"),
  ]

  private static let documentation = "https://docs.github.com/rest"
  private static let anonymousLimit: Int64 = 60
  private static let window = Duration.seconds(3600)

  func answer(_ request: Inbound, at moment: ServerMoment) -> Outbound {
    guard request.field("User-Agent") != nil else {
      return body(
        403,
        "Request forbidden by administrative rules. Please make sure your request has a "
          + "User-Agent header.", at: moment)
    }
    if request.credential != nil, moment.state.token == .revoked {
      return body(401, "Bad credentials", at: moment)
    }
    let core = quota(of: request, at: moment)
    if request.path == "/rate_limit" { return rateLimits(core, at: moment) }
    guard core.remaining > 0 else {
      return body(
        403, "API rate limit exceeded for user ID 1.", at: moment, fields: core.fields)
    }
    let parts = request.path.split(separator: "/")
    guard parts.count == 5, parts[0] == "repos", parts[3] == "releases", parts[4] == "latest" else {
      return body(404, "Not Found", at: moment, fields: core.fields)
    }
    return Outbound(
      200, ["id": 1, "tag_name": "v1.4.2", "draft": false, "prerelease": false], core.fields)
  }

  func failure(_ status: Int, saying message: String, at moment: ServerMoment) -> Outbound {
    let own =
      switch status {
      case 401: "Bad credentials"
      case 403, 429:
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
      case 404: "Not Found"
      default: "Server Error"
      }
    return body(status, message.isEmpty ? own : message, at: moment)
  }

  private func body(
    _ status: Int, _ message: String, at moment: ServerMoment, fields: [HTTPField] = []
  ) -> Outbound {
    Outbound(
      status,
      [
        "message": .string(message), "documentation_url": .string(Self.documentation),
        "status": .string("\(status)"),
      ], [requestID(moment)] + fields)
  }

  private func requestID(_ moment: ServerMoment) -> HTTPField {
    HTTPField("X-GitHub-Request-Id", "FB00:\(moment.number)")
  }

  private func rateLimits(_ core: Quota, at moment: ServerMoment) -> Outbound {
    let search = Quota(limit: 30, used: 0, reset: moment.now + .seconds(60), resource: "search")
    let graphql = Quota(limit: core.limit, used: 0, reset: core.reset, resource: "graphql")
    return Outbound(
      200,
      [
        "resources": ["core": core.tree, "search": search.tree, "graphql": graphql.tree],
        "rate": core.tree,
      ], [requestID(moment)] + core.fields)
  }

  private func quota(of request: Inbound, at moment: ServerMoment) -> Quota {
    let limit = request.credential == nil ? Self.anonymousLimit : moment.state.usage.limit
    return Quota(
      limit: limit, used: min(moment.used, limit), reset: moment.startedAt + Self.window,
      resource: "core")
  }

  private struct Quota {
    var limit: Int64
    var used: Int64
    var reset: WallTime
    var resource: String

    var remaining: Int64 { limit - used }
    var resetSeconds: Int64 { reset.milliseconds / 1000 }

    var tree: JSONTree {
      [
        "limit": .integer(limit), "used": .integer(used), "remaining": .integer(remaining),
        "reset": .integer(resetSeconds), "resource": .string(resource),
      ]
    }

    var fields: [HTTPField] {
      [
        HTTPField("X-RateLimit-Limit", "\(limit)"), HTTPField("X-RateLimit-Used", "\(used)"),
        HTTPField("X-RateLimit-Remaining", "\(remaining)"),
        HTTPField("X-RateLimit-Reset", "\(resetSeconds)"),
        HTTPField("X-RateLimit-Resource", resource),
      ]
    }
  }
}
