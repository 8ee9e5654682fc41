import FuseboxConfig
import Testing

@Suite struct ConfigErrorTests {
  @Test func `every error of a file is named at once, with its place and what was meant`() {
    let yaml = """
      version: 1
      profil: prod-eu
      defaults:
        intervall: {status: 60s}
        interval: {status: 60, probe: 1w, usage: 400ms}
        breaker: {error_threshold: 0, minimum_calls: many}
      providers:
        strpe: {enabled: true}
        github:
          enabled: maybe
          credentials: {tokn: env:GITHUB_TOKEN}
          limits: {core_request: {limit: 10}, core_requests: {alert_at: -1, period: month}}
          depends_on: [reddis, github]
          review_by: 2026-02-30
        redis: {page: "https://status.example.com", limiters: [{prefix: "rl:", max: 0}]}
      screen: {color: nevr, glyphs: unicode}
      webhooks: {listen: 127.0.0.1:4180}
      """
    #expect(
      ConfigCase(yaml).complaints == [
        "2:1: unknown key profil; did you mean profile?",
        "4:3: unknown key defaults.intervall; did you mean interval?",
        "5:22: defaults.interval.status needs a unit: 60s or 60m",
        "5:33: defaults.interval.probe must be a length of time such as 15m, found something else",
        "5:44: defaults.interval.usage must be 1s to 1d",
        "6:30: defaults.breaker.error_threshold must be 1 to 100",
        "6:48: defaults.breaker.minimum_calls must be a whole number, found something else",
        "8:3: unknown provider strpe; did you mean stripe?",
        "10:14: providers.github.enabled must be true or false, found something else",
        "11:19: unknown credential tokn; did you mean token?",
        "12:14: unknown meter core_request; did you mean core_requests?",
        "12:56: providers.github.limits.core_requests.limit is missing",
        "12:67: providers.github.limits.core_requests.alert_at must be at least 0",
        "12:79: providers.github.limits.core_requests.period must be one of hour",
        "13:17: providers.github.depends_on must not name the provider itself",
        "13:18: unknown provider reddis; did you mean redis?",
        "14:16: providers.github.review_by must be a day such as 2026-12-31, found something else",
        "15:11: providers.redis.page has no effect: it has no status page",
        "15:58: providers.redis.limiters[0].window is missing",
        "15:79: providers.redis.limiters[0].max must be 1 to 1000000000",
        "16:17: screen.color must be one of auto, never; did you mean never?",
        "16:31: screen.glyphs must be one of auto, ascii",
        "17:1: webhooks are not built yet; take the section out",
      ])
  }

  @Test(
    arguments: [
      ("", "1:1: version is missing"),
      ("# nothing\n", "1:1: version is missing"),
      ("- version\n", "1:1: the file must be a map, found a list"),
      ("profile: x\n", "1:1: version is missing"),
      ("version: 2\n", "1:10: version must be 1"),
      ("version: 1\nprofile: [a]\n", "2:10: profile must be text, found a list"),
      ("version: 1\nprofile: 2026\n", "2:10: profile must be text in quotes, found a number"),
      ("version: 1\nprofile: on\n", "2:10: profile must be text in quotes, found yes or no"),
      (
        "version: 1\nprofile: \"a\\e[2Jb\"\n",
        "2:10: profile must be one line of at most 24 characters without control characters"
      ),
      (
        "version: 1\nproviders: {github: 7}\n",
        "2:21: providers.github must be a map, found a number"
      ),
      (
        "version: 1\nproviders: {sendgrid: {api: \"https://x\"}}\n",
        "2:24: providers.sendgrid.api has no effect: its API is not called"
      ),
      (
        "version: 1\nproviders: {github: {limiters: []}}\n",
        "2:22: providers.github.limiters has no effect: only redis holds limiters"
      ),
      (
        "version: 1\nproviders: {github: {interval: {usage: 5m}}}\n",
        "2:33: providers.github.interval.usage has no effect: its meters come with the probe"
      ),
      (
        "version: 1\nproviders: {sendgrid: {interval: {usage: 5m}}}\n",
        "2:35: providers.sendgrid.interval.usage has no effect: its API is not called"
      ),
      (
        "version: 1\nproviders: {github: {components: API}}\n",
        "2:34: providers.github.components must be a list of words, found text"
      ),
    ])
  func `a file that is wrong in one way says so`(yaml: String, message: String) {
    #expect(ConfigCase(yaml).complaints == [message])
  }

  @Test(
    arguments: [
      ("https://api.example.com", nil),
      ("http://127.0.0.1:8080", nil),
      ("http://localhost:8080/base/", nil),
      ("http://api.example.com", "must be https; plain http is for this machine only"),
      (
        "https://user:LEAKME@api.example.com",
        "must be an https address, or http to this machine, found something else"
      ),
      (
        "ftp://api.example.com",
        "must be an https address, or http to this machine, found something else"
      ),
      (
        "api.example.com", "must be an https address, or http to this machine, found something else"
      ),
    ] as [(String, String?)])
  func `an address is https, or plain http to this machine`(address: String, message: String?) {
    let yaml = "version: 1\nproviders: {github: {api: \"\(address)\"}}\n"
    let expected = message.map { ["2:27: providers.github.api \($0)"] } ?? []
    #expect(ConfigCase(yaml, environment: ["GITHUB_TOKEN": "t"]).complaints == expected)
  }

  @Test(
    arguments: [
      (
        "stripe: {interval: {probe: 4m}}",
        "must be at least 5m unless api: is on this machine"
      ),
      (
        "stripe: {interval: {usage: 5m}}",
        "must be at least 1h unless api: is on this machine"
      ),
      (
        "github: {interval: {probe: 2s}}",
        "must be at least 10s unless api: is on this machine"
      ),
      (
        "github: {interval: {status: 5s}}",
        "must be at least 30s unless page: is on this machine"
      ),
      ("stripe: {interval: {probe: 5m}}", nil),
      ("stripe: {interval: {probe: 2s}, api: \"http://127.0.0.1:1\"}", nil),
      ("github: {interval: {status: 2s}, page: \"http://127.0.0.1:1\"}", nil),
      ("redis: {interval: {probe: 1s}}", nil),
    ] as [(String, String?)])
  func `a provider is not asked more often than it allows`(provider: String, rule: String?) {
    let complaints = ConfigCase("version: 1\nproviders:\n  \(provider)\n").complaints
    #expect(complaints.count == (rule == nil ? 0 : 1))
    #expect(complaints.allSatisfy { $0.hasSuffix(rule ?? "") })
  }

  @Test(
    arguments: [
      "credentials: {token: ghp_LEAKME0123456789}",
      "credentials: {token: LEAKME0123456789abcdefghij}",
      "credentials: {token: \"redis://:LEAKME@host\"}",
      "owner: ghp_LEAKME0123456789",
    ])
  func `a key in the file is an error that never repeats it`(line: String) {
    let complaints = ConfigCase("version: 1\nproviders:\n  github:\n    \(line)\n").complaints
    #expect(complaints.count == 1)
    #expect(complaints.allSatisfy { $0.contains("holds what looks like a key") })
    #expect(complaints.allSatisfy { !$0.contains("LEAKME") })
  }

  @Test func `a short word where a reference belongs is not repeated either`() {
    let yaml = "version: 1\nproviders: {github: {credentials: {token: hunter2}}}\n"
    #expect(
      ConfigCase(yaml).complaints == [
        "2:43: providers.github.credentials.token must be env:NAME, file:/PATH or cred:NAME, "
          + "found something else"
      ])
  }

  @Test func `a file that a person named must be there`() {
    var unnamed = ConfigCase()
    #expect(unnamed.complaints == [])
    unnamed.flags.file = "/nowhere.yaml"
    #expect(unnamed.complaints == ["/nowhere.yaml: cannot be read: there is no such file"])
    let byVariable = ConfigCase(environment: ["FUSEBOX_CONFIG": "/other.yaml"])
    #expect(byVariable.complaints == ["/other.yaml: cannot be read: there is no such file"])
  }

  @Test func `an alert above its limit is refused`() {
    let limits = "{core_requests: {limit: 100, alert_at: 101}}"
    let yaml = "version: 1\nproviders: {github: {limits: \(limits)}}\n"
    #expect(
      ConfigCase(yaml).complaints == [
        "2:69: providers.github.limits.core_requests.alert_at must not be above the limit, 100"
      ])
  }
}
