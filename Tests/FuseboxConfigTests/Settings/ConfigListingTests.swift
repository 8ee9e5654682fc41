import FuseboxConfig
import Testing

@Suite struct ConfigListingTests {
  private func line(_ key: String, in text: String) -> [Substring] {
    text.split(separator: "\n").first { $0.hasPrefix("\(key) ") }?.split(separator: " ") ?? []
  }

  @Test func `every key in force is listed with its value and its origin, no secret ever`() throws {
    let yaml = """
      version: 1
      providers:
        stripe: {interval: {status: 2m}}
        redis: {limiters: [{prefix: "rl:", window: 15m, max: 100}]}
      """
    var some = ConfigCase(
      yaml, environment: ["STRIPE_API_KEY": "LEAKME1", "FUSEBOX_THEME": "light"])
    some.flags.values["profile"] = ConfigFlags.Flag("--profile", "staging")
    let text = ConfigListing.text(try some.settings())
    #expect(line("version", in: text) == ["version", "1", "file", "1:10"])
    #expect(line("profile", in: text) == ["profile", "staging", "flag", "--profile"])
    #expect(line("screen.theme", in: text) == ["screen.theme", "light", "env", "FUSEBOX_THEME"])
    #expect(line("screen.color", in: text) == ["screen.color", "auto", "default"])
    #expect(
      line("providers.stripe.credentials.api_key", in: text)
        == [
          "providers.stripe.credentials.api_key", "env:STRIPE_API_KEY", "detected",
          "STRIPE_API_KEY",
        ])
    #expect(line("providers.stripe.interval.status", in: text).suffix(3) == ["2m", "file", "3:31"])
    #expect(line("providers.stripe.interval.probe", in: text).suffix(2) == ["5m", "default"])
    #expect(line("providers.redis.limiters[0].max", in: text).suffix(3) == ["100", "file", "4:56"])
    #expect(!text.contains("providers.github"))
    #expect(!text.contains("LEAKME"))
  }
}
