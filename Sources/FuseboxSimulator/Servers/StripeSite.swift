import FuseboxCore
import FuseboxProviders

/// Stripe: balance, payments, and errors by its own types. https://docs.stripe.com/api/errors
///
/// Its metered quantity is the volume of the month in cents, shown as one payment in the list.
struct StripeSite: SimulatedSite {
  let provider: ProviderID = "stripe"
  let pageID = "fusebox-stripe"
  let components = [
    (id: "api", name: "API"), (id: "dashboard", name: "Dashboard"),
    (id: "checkout", name: "Checkout"),
    (id: "stripejs", name: "Stripe.js"), (id: "webhooks", name: "Webhooks"),
    (id: "emails", name: "Emails"),
  ]

  func answer(_ request: Inbound, at moment: ServerMoment) -> Outbound {
    guard request.credential != nil else {
      return error(
        401, type: "invalid_request_error", "You did not provide an API key.", at: moment)
    }
    guard moment.state.token == .accepted else {
      return failure(401, saying: "", at: moment)
    }
    switch (request.method, request.path) {
    case ("GET", "/v1/balance"): return ok(Self.balance, at: moment)
    case ("GET", "/v1/payment_intents"): return ok(payments(at: moment), at: moment)
    case ("POST", "/v1/payment_intents"): return create(request, at: moment)
    default:
      let url = "(\(request.method): \(request.path))"
      return error(
        404, type: "invalid_request_error", "Unrecognized request URL \(url).", at: moment)
    }
  }

  func failure(_ status: Int, saying message: String, at moment: ServerMoment) -> Outbound {
    func made(_ type: String, _ own: String, code: String? = nil, _ fields: [HTTPField] = [])
      -> Outbound
    {
      let words = message.isEmpty ? own : message
      return error(status, type: type, words, code: code, at: moment, fields: fields)
    }
    switch status {
    case 401: return made("invalid_request_error", "Invalid API Key provided: sk_test_********")
    case 402: return made("card_error", "Your card was declined.", code: "card_declined")
    case 429:
      return made(
        "invalid_request_error", "Request rate limit exceeded.", code: "rate_limit",
        [HTTPField("Stripe-Rate-Limited-Reason", "global-rate")])
    case 500...599:
      return made(
        "api_error", "An error occurred while processing your request.",
        [HTTPField("Stripe-Should-Retry", "true")])
    default: return made("invalid_request_error", "The request was unacceptable.")
    }
  }

  private func ok(_ body: JSONTree, at moment: ServerMoment) -> Outbound {
    Outbound(200, body, [requestID(moment)])
  }

  private func error(
    _ status: Int, type: String, _ message: String, code: String? = nil, at moment: ServerMoment,
    fields: [HTTPField] = []
  ) -> Outbound {
    let code = code.map { JSONTree.string($0) } ?? .null
    return Outbound(
      status, ["error": ["type": .string(type), "message": .string(message), "code": code]],
      [requestID(moment)] + fields)
  }

  private func requestID(_ moment: ServerMoment) -> HTTPField {
    HTTPField("Request-Id", "req_sim\(moment.number)")
  }

  private static let balance: JSONTree = [
    "object": "balance", "livemode": true,
    "available": [["amount": 412_500, "currency": "usd", "source_types": ["card": 412_500]]],
    "pending": [["amount": 0, "currency": "usd", "source_types": ["card": 0]]],
  ]

  private func create(_ request: Inbound, at moment: ServerMoment) -> Outbound {
    let form = String(decoding: request.body, as: UTF8.self).split(separator: "&")
      .map { $0.split(separator: "=", maxSplits: 1) }
    let amount = form.first { $0.first == "amount" && $0.count == 2 }.flatMap { Int64($0[1]) }
    guard let amount, amount > 0 else {
      return error(
        400, type: "invalid_request_error", "Missing required param: amount.",
        code: "parameter_missing", at: moment)
    }
    return ok(payment(id: "pi_sim\(moment.number)", amount: amount, at: moment), at: moment)
  }

  private func payments(at moment: ServerMoment) -> JSONTree {
    let volume = payment(id: "pi_sim_month", amount: moment.used, at: moment)
    return [
      "object": "list", "url": "/v1/payment_intents", "has_more": false,
      "data": moment.used > 0 ? [volume] : [],
    ]
  }

  private func payment(id: String, amount: Int64, at moment: ServerMoment) -> JSONTree {
    [
      "id": .string(id), "object": "payment_intent", "amount": .integer(amount),
      "amount_received": .integer(amount), "currency": "usd", "livemode": true,
      "status": "succeeded", "created": .integer(moment.now.milliseconds / 1000),
    ]
  }
}
