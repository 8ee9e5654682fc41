import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxProviders

@Suite struct StripeVolumeTests {
  private let context = Fixture.context(Stripe.provider)
  private let first = StripeVolume.operation

  @Test func `it asks for this month's payments`() throws {
    let request = try #require(first.request(context))
    // 2026-11-01T00:00:00Z
    #expect(
      request.url
        == "https://api.stripe.com/v1/payment_intents?limit=100&created%5Bgte%5D=1793491200")
  }

  @Test func `it adds up what succeeded in dollars over all pages`() throws {
    var list = try #require(first.begin(context))
    _ = list.next()
    list.take(.http(Fixture.answer(200, try Fixture.bytes("stripe/payments_1.json"))))
    guard case .http(let next, _, _)? = list.next() else {
      Issue.record("no second page")
      return
    }
    #expect(next.url.hasSuffix("&starting_after=pi_4"))
    list.take(.http(Fixture.answer(200, try Fixture.bytes("stripe/payments_2.json"))))
    let isOver = list.next() == nil
    let two = list.result
    let meter = try #require(two.meters.first)
    #expect(meter.used == 70_000_000)  // $20.00 + $49.99 + $0.01
    #expect(meter.limit == nil && meter.alertAt == nil)
    #expect(meter.periodStart?.rfc3339 == "2026-11-01T00:00:00.000Z")
    #expect(meter.periodEnd?.rfc3339 == "2026-12-01T00:00:00.000Z")
    #expect(two.notes == ["1 payments in other currencies are not in it"])
    #expect(isOver)
  }

  @Test func `a month of more pages than it reads has no figure rather than a wrong one`() throws {
    let page = Fixture.answer(200, try Fixture.bytes("stripe/payments_1.json"))
    var list = try #require(first.begin(context))
    var calls = 0
    while list.next() != nil {
      list.take(.http(page))
      calls += 1
    }
    #expect(calls == 5)
    #expect(list.result.outcome == .success && list.result.meters.isEmpty)
    #expect(list.result.notes == ["over 500 payments this month: not added up"])
  }

  @Test func `a list that ends in the middle has no figure`() throws {
    var list = try #require(first.begin(context))
    _ = list.next()
    list.take(.http(Fixture.answer(200, try Fixture.bytes("stripe/payments_1.json"))))
    _ = list.next()
    list.take(.refused(OperationResult(outcome: .failure(.transport), reason: "no answer")))
    #expect(list.result.outcome == .failure(.transport) && list.result.meters.isEmpty)
  }

  @Test(arguments: [
    "[]", "{\"data\":null}", "{\"data\":[{\"status\":\"succeeded\",\"currency\":\"usd\"}]}",
    "{\"data\":[{\"status\":\"succeeded\",\"currency\":\"usd\",\"amount_received\":-1}]}",
    "{\"data\":[{\"status\":\"succeeded\",\"currency\":\"usd\",\"amount_received\":9e18}]}",
    "{\"data\":[]}", "{\"data\":[],\"has_more\":true}",
    "{\"data\":[{\"id\":\"x&limit=1\"}],\"has_more\":true}",
  ])
  func `a list that is not sound is a fault of theirs`(_ body: String) {
    let result = first.read(Fixture.answer(200, body), context)
    #expect(result.outcome == .failure(.server) && result.meters.isEmpty)
  }

  @Test func `a refusal is read as the probe's`() throws {
    let result = first.read(Fixture.answer(401, try Fixture.bytes("stripe/expired.json")), context)
    #expect(result.outcome == .credential(.expired))
  }
}
