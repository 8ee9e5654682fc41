import FuseboxCore

/// GitHub: `GET /rate_limit` proves the token, costs nothing of the primary limit, and is the
/// usage reading at the same time. https://docs.github.com/en/rest/rate-limit/rate-limit
enum GitHub {
  static let provider = Provider(
    id: "github", name: "GitHub", category: .code, docs: "https://docs.github.com/en/rest",
    page: PageFeed(
      url: "https://www.githubstatus.com/api/v2/summary.json",
      humanURL: "https://www.githubstatus.com", pageID: "kctbh9vrtdwd",
      scope: [
        .component(id: "brv1bkgrwx7q", name: "API Requests"),
        .component(id: "4230lsnqdsld", name: "Webhooks"),
        .component(id: "8l4ygp009s5s", name: "Git Operations"),
      ]),
    api: "https://api.github.com",
    credentials: [CredentialField("token", environment: ["GITHUB_TOKEN", "GH_TOKEN"])],
    link: .http,
    probe: Operation(name: "rate_limit.get", signal: .probe, request: request, read: read),
    meters: [requests])

  private static let requests = MeterDescription(
    id: "core_requests", title: "API requests", kind: .window, unit: .requests, period: .hour)

  /// GitHub's limit for callers it does not know.
  private static let anonymousLimit: CheckedInteger = 60

  private static func request(_ context: CallContext) -> HTTPRequest? {
    context.get(
      "/rate_limit", bearer: "token",
      headers: [
        HTTPField("Accept", "application/vnd.github+json"),
        HTTPField("X-GitHub-Api-Version", "2022-11-28"),
      ])
  }

  private static func read(_ answer: HTTPAnswer, _ context: CallContext) -> OperationResult {
    let tree = JSONTree(answer.body) ?? .null
    if answer.status == 404, tree["message"].string == "Rate limiting is not enabled." {
      // An Enterprise server that has them off: a bad token is refused before this is said.
      return OperationResult(outcome: .success, notes: ["rate limits are off there: no meter"])
    }
    guard answer.status == 200 else {
      return refused(answer, tree["message"].string ?? "", context)
    }
    let core = tree["resources"]["core"]
    guard let limit = core["limit"].integer, let remaining = core["remaining"].integer,
      let reset = core["reset"].integer, limit > 0, (0...limit).contains(remaining),
      let most = limit.exact, let used = (limit - remaining).exact
    else { return Classify.garbage(answer, lacking: "its rate limits") }
    // The call works without a token too: only the limit tells that ours was taken.
    guard limit > anonymousLimit else {
      return OperationResult(
        outcome: .credential(.refused), reason: "key not recognised: served as anonymous")
    }
    let meter = requests.reading(
      of: context.provider, used: used, limit: most,
      setting: context.limits[requests.id], at: context.now, resetsAt: WallTime(stated: reset))
    return OperationResult(outcome: .success, meters: [meter])
  }

  /// A rate limit is a 403 or a 429; any other 403 is a missing permission.
  /// https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
  private static func refused(
    _ answer: HTTPAnswer, _ message: String, _ context: CallContext
  ) -> OperationResult {
    guard [403, 429].contains(answer.status) else {
      return Classify.result(of: answer, in: context, saying: message)
    }
    let stated = Classify.retryAfter(answer, at: context.now)
    let isUsedUp = RateLimit(answer, at: context.now)?.remaining == 0
    let isSaid =
      message.hasPrefix("API rate limit exceeded")
      || message.lowercased().contains("secondary rate limit")
    guard answer.status == 429 || stated != nil || isUsedUp || isSaid else {
      return Classify.result(of: answer, in: context, saying: message)
    }
    let reset = isUsedUp ? Classify.reset(answer, in: context) : nil
    return Classify.throttled(for: stated ?? reset ?? .seconds(60), saying: message, context)
  }
}
