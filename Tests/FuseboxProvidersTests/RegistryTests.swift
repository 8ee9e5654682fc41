import FuseboxCore
import Testing

@testable import FuseboxProviders

@Suite struct RegistryTests {
  @Test func `the fourteen stand in the order of the board`() {
    #expect(
      Registry.all.map(\.id) == [
        "stripe", "sendgrid", "auth0", "ga4", "segment", "s3", "cloudfront", "twilio", "fcm",
        "algolia", "datadog", "sentry", "github", "redis",
      ])
  }

  @Test func `a provider is found by its id`() {
    #expect(Registry["github"]?.name == "GitHub")
    #expect(Registry["gitlab"] == nil)
  }

  @Test(
    arguments: [
      ("stirpe", ["stripe"]), ("Strip", ["stripe"]), ("githb", ["github"]),
      ("cloud", ["cloudfront"]), ("se", []),
      ("github", ["github"]), ("nothing-like-it", []), ("", []),
      (String(repeating: "s", count: 10_000), []),
    ] as [(String, [ProviderID])])
  func `a slip finds what was meant`(_ word: String, _ near: [ProviderID]) {
    #expect(Registry.near(word) == near)
  }

  @Test func `Stripe is called seldom enough for a quiet account's reads`() {
    let month = Duration.seconds(30 * 86_400)
    let reads =
      month / Stripe.provider.minimumProbeInterval + month / Stripe.provider.minimumUsageInterval
    #expect(reads < 10_000)
  }
}
