import FuseboxCore

/// Money that Stripe took for us this month (UTC): the amounts received of its succeeded payments
/// in US dollars. There is no total to ask for, so the payments are listed, a hundred a call and at
/// most five calls a poll. A month of more than that has no reading: a part of it would look like
/// the whole. https://docs.stripe.com/api/payment_intents/list
enum StripeVolume {
  static let meter = MeterDescription(
    id: "volume", title: "volume", kind: .sum, unit: .microUSD, period: .month)

  static let operation = page(Progress())

  private static let mostPages = 5
  /// More cents than anybody pays at once.
  private static let largestPayment: CheckedInteger = 1_099_511_627_776
  private static let microUSDPerCent: CheckedInteger = 10_000

  /// What the pages before came to.
  private struct Progress: Sendable {
    var pages = 0
    var cents: CheckedInteger = 0
    var otherCurrencies = 0
    /// The last payment seen; the next page begins after it.
    var cursor: String?
  }

  private static func page(_ progress: Progress) -> Operation {
    Operation(
      name: "payment_intents.list", signal: .usage,
      request: { request($0, after: progress.cursor) }, read: { read($0, $1, after: progress) })
  }

  private static func request(_ context: CallContext, after cursor: String?) -> HTTPRequest? {
    let start = MeterDescription.monthStart(context.now).milliseconds / 1000
    let after = cursor.map { "&starting_after=\($0)" } ?? ""
    return context.get(
      "/v1/payment_intents?limit=100&created%5Bgte%5D=\(start)\(after)", bearer: "api_key",
      headers: Stripe.headers)
  }

  private static func read(
    _ answer: HTTPAnswer, _ context: CallContext, after before: Progress
  ) -> OperationResult {
    guard answer.status == 200 else { return Stripe.refused(answer, context) }
    guard let tree = JSONTree(answer.body), tree["data"].isArray else {
      return Classify.garbage(answer, lacking: "a list")
    }
    var progress = before
    progress.pages += 1
    for payment in tree["data"].elements where payment["status"].string == "succeeded" {
      guard payment["currency"].string == "usd" else {
        progress.otherCurrencies += 1
        continue
      }
      guard let cents = payment["amount_received"].integer, cents >= 0, cents <= largestPayment
      else {
        return Classify.garbage(answer, lacking: "sound amounts")
      }
      progress.cents += cents
    }
    guard tree["has_more"].bool == true else { return total(progress, context) }
    guard progress.pages < mostPages else {
      return OperationResult(
        outcome: .success, notes: ["over \(mostPages * 100) payments this month: not added up"])
    }
    guard let last = tree["data"].elements.last?["id"].string, isID(last) else {
      return Classify.garbage(answer, lacking: "payment ids")
    }
    progress.cursor = last
    return OperationResult(outcome: .success, followUp: page(progress))
  }

  private static func total(_ progress: Progress, _ context: CallContext) -> OperationResult {
    guard let used = (progress.cents * microUSDPerCent).exact else {
      return OperationResult(
        outcome: .success, notes: ["this month's payments are too large to be added up"])
    }
    let reading = meter.reading(
      of: context.provider, used: used,
      setting: context.limits[meter.id], at: context.now)
    let others = progress.otherCurrencies
    return OperationResult(
      outcome: .success, meters: [reading],
      notes: others > 0 ? ["\(others) payments in other currencies are not in it"] : [])
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
