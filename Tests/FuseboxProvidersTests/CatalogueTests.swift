import FuseboxCore
import Testing

@testable import FuseboxProviders

@Suite struct CatalogueTests {
  @Test func `the fourteen stand in the order of the board`() {
    #expect(
      Catalogue.builtIn.providers.map(\.id) == [
        "stripe", "sendgrid", "auth0", "ga4", "segment", "s3", "cloudfront", "twilio", "fcm",
        "algolia", "datadog", "sentry", "github", "redis",
      ])
  }

  @Test func `a provider is found by its id`() {
    #expect(Catalogue.builtIn["github"]?.name == "GitHub")
    #expect(Catalogue.builtIn["gitlab"] == nil)
  }

  @Test(
    arguments: [
      ("stirpe", ["stripe"]), ("Strip", ["stripe"]), ("githb", ["github"]),
      ("cloud", ["cloudfront"]), ("se", []),
      ("github", ["github"]), ("nothing-like-it", []), ("", []),
      (String(repeating: "s", count: 10_000), []),
    ] as [(String, [ProviderID])])
  func `a slip finds what was meant`(_ word: String, _ near: [ProviderID]) {
    #expect(Catalogue.builtIn.near(word) == near)
  }

  @Test func `Stripe is called seldom enough for a quiet account's reads`() {
    let month = Duration.seconds(30 * 86_400)
    let reads =
      month / Stripe.provider.minimumProbeInterval + month / Stripe.provider.minimumUsageInterval
    #expect(reads < 10_000)
  }

  private static func provider(_ id: String) -> Provider {
    Provider(id: ProviderID(id), name: id, category: .search, docs: "https://e", credentials: [])
  }

  @Test func `a provider that somebody adds is found and named like ours`() throws {
    let more = try Catalogue.builtIn.adding([Self.provider("acme"), Self.provider("acme2")])
    #expect(more.providers.map(\.id).suffix(2) == ["acme", "acme2"])
    #expect(more["acme"]?.name == "acme" && Catalogue.builtIn["acme"] == nil)
    #expect(more.near("acem") == ["acme"])
    #expect(try more.id(named: "acme2") == "acme2")
  }

  @Test(arguments: [
    "", "Acme", "ac me", "ac-me", "elevenchars", "\u{1B}[2J", "größe", "a.b", "a/b",
  ])
  func `an id that ours could not be is refused`(_ id: String) {
    #expect(throws: Catalogue.Refusal.malformed(ProviderID(id))) {
      try Catalogue.builtIn.adding([Self.provider(id)])
    }
  }

  @Test func `an id is taken once`() {
    #expect(throws: Catalogue.Refusal.taken("github")) {
      try Catalogue.builtIn.adding([Self.provider("github")])
    }
    #expect(throws: Catalogue.Refusal.taken("acme")) {
      try Catalogue.builtIn.adding([Self.provider("acme"), Self.provider("acme")])
    }
  }
}
