import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxProviders

/// Numbers that no honest answer holds, in every place where an answer holds a number: whatever
/// they come to, it is no trap and no wrong figure.
@Suite struct ExtremeAnswerTests {
  static let numbers = [
    "0", "1", "-1", "4611686018427387904", "-4611686018427387904", "9223372036854775807",
    "-9223372036854775808", "9223372036854775808", "1e18", "1e300", "-1e300", "1e400", "0.5",
    "99999999999999999999999999", "null", "true", "\"7\"", "[]", "{}",
  ]

  private static func value(_ text: String) -> Int128? {
    Int128(text) ?? Double(text).flatMap { Int128(exactly: $0) }
  }

  @Test(arguments: numbers, numbers)
  func `a rate limit`(limit: String, remaining: String) throws {
    let probe = try #require(GitHub.provider.probe)
    for reset in Self.numbers {
      let core = "{\"limit\":\(limit),\"remaining\":\(remaining),\"reset\":\(reset)}"
      let answer = Fixture.answer(200, "{\"resources\":{\"core\":\(core)}}")
      let result = probe.read(answer, Fixture.context(GitHub.provider))
      guard let meter = result.meters.first else { continue }
      let most = try #require(Self.value(limit))
      let left = try #require(Self.value(remaining))
      #expect(Int128(meter.used) == most - left && (0...most).contains(Int128(meter.used)))
    }
  }

  @Test(arguments: numbers) func `a month of payments`(amount: String) throws {
    let payment = "{\"status\":\"succeeded\",\"currency\":\"usd\",\"amount_received\":\(amount)}"
    let body =
      "{\"data\":[\(Array(repeating: payment, count: 900).joined(separator: ","))],\"has_more\":false}"
    let result = StripeVolume.operation.read(
      Fixture.answer(200, body), Fixture.context(Stripe.provider))
    guard let meter = result.meters.first else {
      #expect(!result.notes.isEmpty || result.outcome == .failure(.server))
      return
    }
    #expect(Int128(meter.used) == (Int128(amount) ?? -1) * 900 * 10_000)
  }

  @Test func `payments that are too many to be added up have no figure, and it is said`() {
    let payment =
      "{\"status\":\"succeeded\",\"currency\":\"usd\",\"amount_received\":1099511627776}"
    let body =
      "{\"data\":[\(Array(repeating: payment, count: 900).joined(separator: ","))],\"has_more\":false}"
    let result = StripeVolume.operation.read(
      Fixture.answer(200, body), Fixture.context(Stripe.provider))
    #expect(result.outcome == .success && result.meters.isEmpty)
    #expect(result.notes == ["this month's payments are too large to be added up"])
  }

  @Test(arguments: numbers, numbers) func `header fields`(first: String, second: String) throws {
    let answer = Fixture.answer(
      429,
      headers: [
        "Retry-After": first, "X-RateLimit-Remaining": first, "X-RateLimit-Limit": second,
        "X-RateLimit-Reset": second,
      ])
    let draft = Fixture.answer(
      429, headers: ["RateLimit": "\"d\";r=\(first);t=\(second)", "Retry-After": "-\(first)"])
    for answer in [answer, draft] {
      for provider in [GitHub.provider, Stripe.provider] {
        let context = Fixture.context(provider)
        let result = try #require(provider.probe).read(answer, context)
        if let wait = result.retryAfter { #expect((.zero ... .seconds(86_400)).contains(wait)) }
        _ = RateLimit(answer, at: context.now)?.resetsAt?.rfc3339
      }
    }
  }

  @Test(arguments: numbers, numbers) func `a Redis`(first: String, second: String) throws {
    let info =
      ["used_memory", "connected_clients", "evicted_keys"].map { "\($0):\(first)" }
      + ["maxmemory", "maxclients"].map { "\($0):\(second)" }
      + ["errorstat_OOM:count=\(first)"]
    var readout = try #require(
      RedisReadoutTests.readout([LimiterSetting(prefix: "rl:", windowSeconds: .max, max: .max)]))
    readout.take([.simple("PONG"), RedisReadoutTests.bulk(info.joined(separator: "\r\n"))])
    _ = readout.pipeline()
    let keys: [RedisValue] = [RedisReadoutTests.bulk("rl:a")]
    readout.take([.array([RedisReadoutTests.bulk("0"), .array(keys)])])
    _ = readout.pipeline()
    readout.take([RedisReadoutTests.bulk(first), .integer(Int64(second) ?? .max)])
    let result = readout.result
    let limiters = result.limiters
    #expect(limiters.allSatisfy { $0.clients >= 0 && $0.limitedCount <= $0.clients })
    for meter in result.meters { #expect(meter.used >= 0 && String(meter.used) == first) }
  }

  @Test(arguments: numbers) func `a status page`(number: String) throws {
    let feed = try #require(GitHub.provider.page)
    let row =
      "{\"id\":\(number),\"name\":\"API Requests\",\"status\":\(number),"
      + "\"updated_at\":\(number),\"group\":\(number)}"
    let body =
      "{\"page\":{\"id\":\"kctbh9vrtdwd\"},\"components\":[\(row)],"
      + "\"incidents\":[{\"impact\":\(number),\"started_at\":\(number)}],"
      + "\"scheduled_maintenances\":[{\"status\":\"in_progress\",\"scheduled_until\":\(number)}]}"
    let reading = feed.read(
      Fixture.answer(200, body), provider: "github", at: Fixture.now, previous: nil,
      askedURL: feed.url)
    #expect(reading.state != .operational)
  }

  @Test(arguments: [
    "0000-01-01T00:00:00Z", "9999-12-31T23:59:60+99:99", "9999-99-99T00:00:00Z",
    "2026-11-23T14:00:00.99999999999999999999Z",
  ]) func `a moment at the end of the calendar`(text: String) {
    let time = WallTime(rfc3339: text)
    _ = time?.rfc3339
    _ = HTTPDate.time("Sun, 31 Dec 9999 23:59:60 GMT")?.rfc3339
  }
}
