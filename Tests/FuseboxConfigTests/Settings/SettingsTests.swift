import FuseboxConfig
import FuseboxCore
import FuseboxProviders
import Testing

@Suite struct SettingsTests {
  private static let full = """
    version: 1
    profile: prod-eu
    defaults:
      interval: {status: 90s, probe: 2m, usage: 30m}
      breaker: {timeout: 1500ms, error_threshold: 25, reset_after: 10s, minimum_calls: 20}
    providers:
      github:
        credentials: {token: env:DEPLOY_TOKEN}
        api: "http://127.0.0.1:8080/"
        page: "http://127.0.0.1:8081/summary.json"
        interval: {probe: 5s}
        components: [API Requests]
        owner: platform
        runbook: https://wiki.example.com/github
        tier: critical
        fallback: deploys wait
        depends_on: [redis]
        review_by: 2026-12-31
        limits: {core_requests: {tier: App, limit: 5000, alert_at: 4500, period: hour}}
      stripe: {limits: {volume: {tier: Standard, limit: none}}}
      redis:
        credentials: {url: env:CACHE_URL}
        limiters: [{prefix: "rl:", window: 15m, max: 100}, {prefix: "login:", window: 1h, max: 5}]
    storage: {directory: /var/lib/fusebox, raw_days: 3, max_bytes: 1000000}
    screen: {theme: light, glyphs: ascii, color: never}
    """
  private static let variables = [
    "DEPLOY_TOKEN": "t0ken", "CACHE_URL": "redis://:pass%20word@127.0.0.1:7000/0",
  ]

  private static func fullSettings() throws -> Settings {
    try ConfigCase(full, environment: variables).settings()
  }

  private static func provider(_ id: ProviderID) throws -> WatchedProvider {
    try #require(try fullSettings().providers.first { $0.id == id })
  }

  @Test func `what the file says of the whole is in force`() throws {
    let settings = try Self.fullSettings()
    #expect(settings.profile == "prod-eu")
    #expect(settings.directory == "/var/lib/fusebox")
    #expect(settings.rawDays == 3 && settings.maxBytes == 1_000_000)
    #expect(settings.screen == ScreenSettings(theme: "light", glyphs: .ascii, color: .never))
    #expect(settings.banner == "" && settings.warnings == [])
    #expect(settings.providers.map(\.id) == ["stripe", "github", "redis"])
  }

  @Test func `what the file says of a provider arrives at the agent`() throws {
    let github = try Self.provider("github")
    #expect(github.credentials["token"] == Secret("t0ken"))
    #expect(github.apiBase == "http://127.0.0.1:8080")
    #expect(github.pageAddress == "http://127.0.0.1:8081/summary.json")
    #expect(
      github.provider.page?.scope == [.component(id: "API Requests", name: "API Requests")])
    #expect(github.limits["core_requests"]?.limit == 5000)
    #expect(github.limits["core_requests"]?.alertAt == 4500)
    #expect(github.limits["core_requests"]?.tier == "App")
    #expect(github.policy.timeout == .milliseconds(1500))
    #expect(github.policy.errorThreshold == 25)
    #expect(github.policy.resetAfter == .seconds(10) && github.policy.minimumCalls == 20)
    let facts = github.facts
    #expect((facts.statusInterval, facts.probeInterval, facts.usageInterval) == (90, 5, 5))
    #expect(facts.credential == .present && facts.credentialName == "DEPLOY_TOKEN")
    #expect(facts.owner == "platform" && facts.runbook == "https://wiki.example.com/github")
    #expect(facts.tier == "critical" && facts.fallback == "deploys wait")
    #expect(facts.dependsOn == ["redis"] && facts.reviewBy == "2026-12-31")
    #expect(facts.timeoutMilliseconds == 1500 && facts.thresholdPercent == 25)
  }

  @Test func `a limit of none is one, and a missing credential names its variable`() throws {
    let stripe = try Self.provider("stripe")
    #expect(stripe.limits["volume"] == LimitSetting(tier: "Standard", limit: nil))
    #expect(stripe.facts.credential == .none)
    #expect(stripe.facts.credentialName == "STRIPE_SECRET_KEY")
    #expect(stripe.apiBase == "https://api.stripe.com")
  }

  @Test func `a Redis has its place, its limiters, and a password nobody sees`() throws {
    let redis = try Self.provider("redis")
    #expect(redis.redis?.origin == Origin(scheme: "redis", host: "127.0.0.1", port: 7000))
    #expect(redis.redis?.password == Secret("pass word"))
    #expect(redis.limiters.map(\.prefix) == ["rl:", "login:"])
    #expect(redis.limiters.map(\.windowSeconds) == [900, 3600])
    #expect(redis.limiters.map(\.max) == [100, 5])
    #expect(
      redis.redacted("said pass word and redis://:pass%20word@127.0.0.1:7000/0")
        == "said ••• and •••")
  }

  @Test func `defaults are those of the design`() throws {
    let settings = try ConfigCase(environment: ["GITHUB_TOKEN": "t", "STRIPE_API_KEY": "k"])
      .settings()
    #expect(settings.profile == "default")
    #expect(settings.directory == "/home/mara/.local/state/fusebox")
    #expect(settings.screen == ScreenSettings(theme: "dark", glyphs: .auto, color: .auto))
    let github = try #require(settings.providers.first { $0.id == "github" })
    #expect(github.policy == .standard)
    #expect(github.facts.statusInterval == 60 && github.facts.probeInterval == 60)
    // Its meters come with the probe, and go stale with it.
    #expect(github.facts.usageInterval == 60)
    // Stripe's own minimum beats the default.
    let stripe = try #require(settings.providers.first { $0.id == "stripe" })
    #expect(stripe.facts.probeInterval == 300 && stripe.facts.usageInterval == 3600)
  }

  @Test func `with neither configuration nor credential every status page is shown, and said`()
    throws
  {
    let settings = try ConfigCase().settings()
    #expect(settings.providers.map(\.id) == Catalogue.builtIn.providers.map(\.id))
    #expect(settings.banner == "no configuration and no credentials found: status pages only")
    #expect(settings.providers.allSatisfy { $0.facts.credential == .none })
  }

  @Test func `with any, only those are shown, and --all shows the rest`() throws {
    let yaml = "version: 1\nproviders: {twilio: , stripe: {enabled: false}}\n"
    var some = ConfigCase(yaml, environment: ["GH_TOKEN": "t", "STRIPE_API_KEY": "k"])
    #expect(try some.settings().providers.map(\.id) == ["twilio", "github"])
    some.flags.showsAll = true
    let all = try some.settings()
    #expect(
      all.providers.map(\.id) == Catalogue.builtIn.providers.map(\.id).filter { $0 != "stripe" })
    #expect(all.banner == "")
  }

  @Test func `a later source wins: default, file, environment, flag`() throws {
    var some = ConfigCase()
    #expect(try some.settings().profile == "default")
    some.yaml = "version: 1\nprofile: from-file\nscreen: {color: never}\n"
    #expect(try some.settings().profile == "from-file")
    some.environment = ["FUSEBOX_PROFILE": "from-env", "FUSEBOX_COLOR": "auto"]
    #expect(try some.settings().profile == "from-env")
    #expect(try some.settings().screen.color == .auto)
    some.flags.values["screen.color"] = ConfigFlags.Flag("--color", "never")
    #expect(try some.settings().screen.color == .never)
    some.flags.values["profile"] = ConfigFlags.Flag("--profile", "from-flag")
    #expect(try some.settings().profile == "from-flag")
    #expect(try some.settings().effective["profile"]?.origin == .flag("--profile"))
  }

  @Test func `variables and options are checked like the file`() {
    var some = ConfigCase(environment: ["FUSEBOX_COLOR": "nevr", "FUSEBOX_STATE": "here"])
    some.flags.values["profile"] = ConfigFlags.Flag("--profile", "a\u{1B}b")
    #expect(
      some.complaints == [
        "FUSEBOX_STATE: storage.directory must be an absolute path, found something else",
        "FUSEBOX_COLOR: screen.color must be one of auto, never; did you mean never?",
        "--profile: profile must be one line of at most 24 characters without control characters",
      ])
  }

  @Test func `a variable that looks like ours and is not is worth a warning`() throws {
    let settings = try ConfigCase(environment: ["FUSEBOX_PROFIL": "x", "FUSEBOX_ACTOR": "mara"])
      .settings()
    #expect(
      settings.warnings == [
        "FUSEBOX_PROFIL means nothing to fusebox; did you mean FUSEBOX_PROFILE?"
      ])
  }

  @Test func `places follow the XDG directories, and ignore relative ones`() {
    let given = ConfigPlaces(
      environment: ["HOME": "/h", "XDG_CONFIG_HOME": "/c/", "XDG_STATE_HOME": "relative"])
    #expect(given.file == "/c/fusebox/config.yaml" && given.themes == ["/c/fusebox/themes"])
    #expect(given.state == "/h/.local/state/fusebox")
    #expect(!given.isNamed)
    #expect(ConfigPlaces(environment: [:], named: "x.yaml").isNamed)
  }

  @Test(
    arguments: [
      ("/etc/fusebox/prod.yaml", "/etc/fusebox/themes"), ("prod.yaml", "themes"),
      ("/prod.yaml", "/themes"), ("conf/prod.yaml", "conf/themes"),
    ])
  func `themes are looked for beside a named file first`(file: String, beside: String) {
    let environment = ["HOME": "/h"]
    let usual = "/h/.config/fusebox/themes"
    #expect(ConfigPlaces(environment: environment, named: file).themes == [beside, usual])
  }

  @Test func `NO_COLOR takes the colours, and what is said of fusebox itself beats it`() throws {
    var some = ConfigCase(environment: ["NO_COLOR": "1"])
    #expect(try some.settings().screen.color == .never)
    some.environment["FUSEBOX_COLOR"] = "auto"
    #expect(try some.settings().screen.color == .auto)
  }
}
