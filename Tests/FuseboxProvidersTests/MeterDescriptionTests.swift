import FuseboxCore
import Testing

@testable import FuseboxProviders

@Suite struct MeterDescriptionTests {
  private static let mails = MeterDescription(
    id: "mails", title: "mails", kind: .sum, unit: .count, period: .month)

  /// The provider's word beats the configuration's.
  @Test(
    arguments: [
      (100, LimitSetting(limit: 200, alertAt: 150), 100, 150),
      (nil, LimitSetting(tier: "Pro", limit: 200), 200, 180),
      (nil, nil, nil, nil),
      // `limit: none` beats the catalogue.
      (nil, LimitSetting(limit: nil), nil, nil),
    ] as [(Int64?, LimitSetting?, Int64?, Int64?)])
  func `whose limit counts`(
    _ given: Int64?, _ setting: LimitSetting?, _ limit: Int64?, _ alert: Int64?
  ) {
    let reading = Self.mails.reading(
      of: "sendgrid", used: 7, limit: given, setting: setting, at: Fixture.now)
    #expect(reading.limit == limit)
    #expect(reading.alertAt == alert)
    #expect(reading.tier == setting?.tier ?? "")
  }

  @Test func `December ends in January`() throws {
    let december = try #require(WallTime(rfc3339: "2026-12-31T23:59:59Z"))
    let reading = Self.mails.reading(of: "sendgrid", used: 0, setting: nil, at: december)
    #expect(reading.periodStart?.rfc3339 == "2026-12-01T00:00:00.000Z")
    #expect(reading.periodEnd?.rfc3339 == "2027-01-01T00:00:00.000Z")
  }
}
