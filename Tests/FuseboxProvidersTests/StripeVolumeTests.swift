import FuseboxCore
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
    let one = first.read(Fixture.answer(200, try Fixture.bytes("stripe/payments_1.json")), context)
    #expect(one.outcome == .success && one.meters.isEmpty)
    let second = try #require(one.followUp)
    let next = try #require(second.request(context))
    #expect(next.url.hasSuffix("&starting_after=pi_4"))
    let two = second.read(
      Fixture.answer(200, try Fixture.bytes("stripe/payments_2.json")), context)
    let meter = try #require(two.meters.first)
    #expect(meter.used == 70_000_000)  // $20.00 + $49.99 + $0.01
    #expect(meter.limit == nil && meter.alertAt == nil)
    #expect(meter.periodStart?.rfc3339 == "2026-11-01T00:00:00.000Z")
    #expect(meter.periodEnd?.rfc3339 == "2026-12-01T00:00:00.000Z")
    #expect(two.notes == ["1 payments in other currencies are not in it"])
    #expect(two.followUp == nil)
  }

  @Test func `a month of more pages than it reads has no figure rather than a wrong one`() throws {
    let page = Fixture.answer(200, try Fixture.bytes("stripe/payments_1.json"))
    var calls = 1
    var result = first.read(page, context)
    while let next = result.followUp {
      result = next.read(page, context)
      calls += 1
    }
    #expect(calls == 5)
    #expect(result.outcome == .success && result.meters.isEmpty)
    #expect(result.notes == ["over 500 payments this month: not added up"])
  }

  @Test(arguments: [
    "[]", "{\"data\":null}", "{\"data\":[{\"status\":\"succeeded\",\"currency\":\"usd\"}]}",
    "{\"data\":[{\"status\":\"succeeded\",\"currency\":\"usd\",\"amount_received\":-1}]}",
    "{\"data\":[{\"status\":\"succeeded\",\"currency\":\"usd\",\"amount_received\":9e18}]}",
    "{\"data\":[],\"has_more\":true}", "{\"data\":[{\"id\":\"x&limit=1\"}],\"has_more\":true}",
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
