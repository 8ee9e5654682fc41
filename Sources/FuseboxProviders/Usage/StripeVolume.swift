import FuseboxCore

/// Money that Stripe took for us this month (UTC): the amounts received of its succeeded payments
/// in US dollars. There is no total to ask for, so the payments are listed, a hundred a call and at
/// most five calls a poll. A month of more than that has no reading: a part of it would look like
/// the whole. https://docs.stripe.com/api/payment_intents/list
struct StripeVolume: Procedure {
  static let meter = MeterDescription(
    id: "volume", title: "volume", kind: .sum, unit: .microUSD, period: .month)

  static let operation = Operation(name: "payment_intents.list", signal: .usage) { context in
    page(in: context, after: nil).map { StripeVolume(context, first: $0) }
  }

  private static let mostPages = 5
  /// More cents than anybody pays at once.
  private static let largestPayment: CheckedInteger = 1_099_511_627_776
  private static let microUSDPerCent: CheckedInteger = 10_000

  private let context: CallContext
  /// To be asked next.
  private var request: HTTPRequest?
  private var pages = 0
  private var cents: CheckedInteger = 0
  private var otherCurrencies = 0
  private(set) var result = OperationResult.unfinished

  private init(_ context: CallContext, first request: HTTPRequest) {
    self.context = context
    self.request = request
  }

  private static func page(in context: CallContext, after cursor: String?) -> HTTPRequest? {
    let start = MeterDescription.monthStart(context.now).milliseconds / 1000
    let after = cursor.map { "&starting_after=\($0)" } ?? ""
    return context.get(
      "/v1/payment_intents?limit=100&created%5Bgte%5D=\(start)\(after)", bearer: "api_key",
      headers: Stripe.headers)
  }

  mutating func next() -> Ask? {
    defer { request = nil }
    return request.map { .http($0) }
  }

  mutating func take(_ reply: Reply) { result = reply.result { read($0) } }

  /// What the list has come to; while pages follow, `request` asks for the next one.
  private mutating func read(_ answer: HTTPAnswer) -> OperationResult {
    guard answer.status == 200 else { return Stripe.refused(answer, context) }
    guard let tree = JSONTree(answer.body), tree["data"].isArray else {
      return Classify.garbage(answer, lacking: "a list")
    }
    pages += 1
    guard add(tree["data"].elements) else {
      return Classify.garbage(answer, lacking: "sound amounts")
    }
    guard let hasMore = tree["has_more"].bool else {
      return Classify.garbage(answer, lacking: "an end of its list")
    }
    guard hasMore else { return total }
    guard pages < Self.mostPages else {
      return OperationResult(
        outcome: .success,
        notes: ["over \(Self.mostPages * 100) payments this month: not added up"])
    }
    guard let last = tree["data"].elements.last?["id"].string, Self.isID(last) else {
      return Classify.garbage(answer, lacking: "payment ids")
    }
    request = Self.page(in: context, after: last)
    return .unfinished
  }

  /// Adds up one page; false when an amount is none.
  private mutating func add(_ payments: [JSONTree]) -> Bool {
    for payment in payments where payment["status"].string == "succeeded" {
      guard payment["currency"].string == "usd" else {
        otherCurrencies += 1
        continue
      }
      guard let amount = payment["amount_received"].integer, amount >= 0,
        amount <= Self.largestPayment
      else { return false }
      cents += amount
    }
    return true
  }

  private var total: OperationResult {
    guard let used = (cents * Self.microUSDPerCent).exact else {
      return OperationResult(
        outcome: .success, notes: ["this month's payments are too large to be added up"])
    }
    let reading = Self.meter.reading(
      of: context.provider, used: used, setting: context.limits[Self.meter.id], at: context.now)
    let others =
      otherCurrencies > 0 ? ["\(otherCurrencies) payments in other currencies are not in it"] : []
    return OperationResult(outcome: .success, meters: [reading], notes: others)
  }

  /// An id goes into an address: nothing that could mean something there.
  private static func isID(_ text: String) -> Bool {
    (1...255).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
          || $0 == UInt8(ascii: "_")
      }
  }
}
