import FuseboxCore

/// Stripe: `GET /v1/balance` is one read without side effects. https://docs.stripe.com/api/balance
///
/// Reads are allocated: 500 for each transaction, at least 10,000 a month. A probe every five
/// minutes makes 8,640 and the volume every hour 720, so a quiet account stays below that.
/// https://docs.stripe.com/rate-limits
enum Stripe {
  static let provider = Provider(
    id: "stripe", name: "Stripe", category: .payment, docs: "https://docs.stripe.com/api",
    page: PageFeed(
      url: "https://www.stripestatus.com/api/v2/summary.json",
      humanURL: "https://www.stripestatus.com"),
    api: "https://api.stripe.com",
    credentials: [
      CredentialField("api_key", environment: ["STRIPE_SECRET_KEY", "STRIPE_API_KEY"])
    ],
    link: .http,
    probe: Operation(
      name: "balance.retrieve", signal: .probe,
      request: { $0.get("/v1/balance", bearer: "api_key", headers: headers) }, read: readBalance),
    usage: [StripeVolume.operation],
    meters: [StripeVolume.meter],
    minimumProbeInterval: .seconds(300),
    minimumUsageInterval: .seconds(3600))

  /// Answers keep their shape however the account's own version moves.
  static let headers = [HTTPField("Stripe-Version", "2026-10-28.endive")]

  private static func readBalance(
    _ answer: HTTPAnswer, _ context: CallContext
  ) -> OperationResult {
    guard answer.status == 200 else { return refused(answer, context) }
    guard let tree = JSONTree(answer.body), tree["object"].string == "balance",
      let isLive = tree["livemode"].bool
    else { return Classify.garbage(answer, lacking: "a balance") }
    return OperationResult(outcome: .success, notes: isLive ? [] : ["a test key, not a live one"])
  }

  /// By status and code, never by the error classes of the SDKs: those put a 409 and a 500 into
  /// one. https://docs.stripe.com/api/errors
  static func refused(_ answer: HTTPAnswer, _ context: CallContext) -> OperationResult {
    let error = (JSONTree(answer.body) ?? .null)["error"]
    let message = error["message"].string ?? ""
    func made(_ outcome: Outcome, _ words: String) -> OperationResult {
      OperationResult(outcome: outcome, reason: context.words("\(words): \(message)"))
    }
    switch (answer.status, error["code"].string) {
    case (401, "api_key_expired"): return made(.credential(.expired), "key expired")
    case (402, _): return made(.caller, "payment declined")
    case (409, _): return made(.caller, "same idempotency key twice at once")
    case (424, _): return made(.failure(.server), "424, a service of theirs failed")
    case (429, "lock_timeout") where answer.field("Stripe-Rate-Limited-Reason") == nil:
      return made(.caller, "object locked by another call of ours")
    case (429, _), (400, "rate_limit"):
      let wait = Classify.retryAfter(answer, at: context.now)
      let limit = answer.field("Stripe-Rate-Limited-Reason") ?? message
      return Classify.throttled(for: wait, saying: limit, context)
    default: return Classify.result(of: answer, in: context, saying: message)
    }
  }
}
