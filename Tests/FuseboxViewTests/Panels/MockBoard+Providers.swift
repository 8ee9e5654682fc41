import FuseboxCore

/// The rows with something to say.
extension MockBoard {
  static var twilio: ProviderState {
    var state = fine("twilio", age: 3)
    state.facts.owner = "messaging"
    state.facts.runbook = "https://wiki.example.com/twilio"
    state.facts.fallback = "messages wait in the outbox"
    state.page.latest = twilioPage
    state.page.lastRead = state.page.latest
    state.page.redSince = time("14:27:58")
    state.calls.recent = [
      call(
        "twilio", .failure(.server), reason: "504 after 3.0 s", status: 504,
        at: time("14:32:04"), latency: 2400),
      call("twilio", at: time("14:26:49"), latency: 2400),
    ]
    state.calls.firstFailureAt = time("14:27:30")
    var breaker = breaker("twilio", .open, useless: 24, of: 40, since: "14:27:55")
    breaker.probeAt = now + .seconds(18)
    breaker.attempt = 2
    breaker.waitMilliseconds = 58_000
    state.breaker.status = breaker
    state.breaker.openingsToday = 3
    state.breaker.openingsDay = time("00:00:00")
    state.calls.applications = [
      ApplicationState(client: "checkout", lastAskedAt: time("14:32:05")),
      ApplicationState(client: "notifier", lastAskedAt: time("14:31:05")),
    ]
    state.verdict.latest = verdict("twilio", .them, .confirmed, since: "14:21:00")
    state.meters.all = [
      level("twilio", "sms spend", 1_842_000_000, of: 2_200_000_000, unit: .microUSD),
      level("twilio", "api calls", 12, of: 100),
    ]
    state.calls.minutes = minutes([1, 1, 1, 2, 2, 5, 7, 8])
    return state
  }

  private static var twilioPage: PageReading {
    var page = page("twilio", .partial, headline: "SMS partial", at: now + .seconds(-2))
    page.components = [
      .init(
        name: "Programmable SMS", state: .partial, inScope: true, updatedAt: time("14:21:00")),
      .init(name: "Voice", state: .degraded, inScope: true, updatedAt: time("14:25:00")),
      .init(name: "Lookup", state: .operational, inScope: true),
    ]
    page.incidents = [
      .init(
        name: "Elevated SMS latency to EU carriers", state: .partial, stage: "identified",
        inScope: true, startedAt: time("14:21:00"), updatedAt: time("14:29:00"),
        latest: "upstream carrier")
    ]
    return page
  }

  static var sendgrid: ProviderState {
    var state = fine("sendgrid", age: 2)
    state.calls.recent = [
      call(
        "sendgrid", .failure(.server), reason: "503 in 40 ms", status: 503, at: time("14:32:05"),
        latency: 910),
      call("sendgrid", at: time("14:25:05"), latency: 910),
    ]
    state.breaker.status = breaker("sendgrid", .halfOpen, useless: 13, of: 20, since: "14:30:52")
    state.calls.firstFailureAt = time("14:26:00")
    state.verdict.latest = verdict("sendgrid", .them, .notAdmitted, since: "14:26:00")
    state.meters.all = [sum("sendgrid", "mails", 97_000, of: 100_000, growth: 3503)]
    return state
  }

  static var auth0: ProviderState {
    var state = fine("auth0", age: 4)
    state.calls.recent = (0..<5).map { index in
      call(
        "auth0", .credential(.expired), reason: "key refused: expired", status: 401,
        at: now + .seconds(-4 - 60 * index), latency: 95)
    }
    state.breaker.status = breaker("auth0", useless: 5, of: 5, failures: 0)
    state.verdict.latest = verdict("auth0", .us, .credential, since: "14:29:00")
    state.meters.all = [level("auth0", "users", 3500, of: 7000)]
    return state
  }

  static var segment: ProviderState {
    var state = fine("segment", age: 8, fails: (0, 0))
    state.breaker.override = Override(
      provider: "segment", kind: .forcedOpen,
      actor: Actor(name: "mk", nameSource: "login", uid: 1001), reason: "bad deploy 4411",
      since: time("14:01:00"), until: now + .seconds(29 * 60 + 30), revision: 4)
    state.breaker.status?.forced = .forcedOpen
    state.meters.all = [level("segment", "users", 41_000, of: 100_000)]
    state.calls.minutes = minutes([4, 4, 3, 3])
    return state
  }

  static var datadog: ProviderState {
    var state = fine("datadog", age: 300, latency: 120, interval: 300)
    state.verdict.latest = verdict("datadog", .ok, .fine, since: "08:00:00")
    state.meters.all = [level("datadog", "hosts", 93, of: 100)]
    state.meters.alerts = [
      MeterAlert(
        provider: "datadog", meter: "hosts", title: "hosts", at: time("09:12:00"),
        level: .pastAlert, used: 93, limit: 100, unit: .count)
    ]
    return state
  }

  static var algolia: ProviderState {
    var state = fine("algolia", age: 540, latency: 38, interval: 300)
    state.verdict.latest = verdict("algolia", .ok, .fine, since: "12:40:00")
    state.meters.all = [searches]
    return state
  }

  /// Steady until three days ago; the forecast went over the limit with the reading at 12:40.
  private static var searches: MeterState {
    var meter = sum("algolia", "searches", 880_000, of: 1_000_000, growth: 0)
    meter.points = [("17T12:30", 750_000), ("20T12:30", 760_000), ("23T12:40", 879_000)]
      .compactMap { at, used in
        WallTime(rfc3339: "2026-11-\(at):00Z").map { .init(at: $0, used: used) }
      }
    return meter
  }

  static var ga4: ProviderState {
    var state = fine("ga4", age: 367, fails: (0, 0))
    state.verdict.latest = verdict("ga4", .unknown, .noAnswer, since: "14:26:00")
    state.verdict.lastOkAt = time("14:26:00")
    state.meters.all = [level("ga4", "requests", 24_000, of: 200_000)]
    state.calls.minutes = minutes([1, 1, 1, 1])
    return state
  }

  static var cloudfront: ProviderState {
    var state = fine("cloudfront", age: 7, latency: 44)
    var page = page("cloudfront", .maintenance, headline: "maintenance", at: now + .seconds(-1))
    page.maintenanceUntil = time("15:00:00")
    page.incidents = [
      .init(
        name: "Edge maintenance", state: .maintenance, stage: "in_progress", inScope: true,
        startedAt: time("14:00:00"))
    ]
    state.page.latest = page
    state.page.lastRead = page
    state.meters.all = [
      level("cloudfront", "egress", 3_300_000_000_000, of: 10_000_000_000_000, unit: .bytes)
    ]
    return state
  }

  static var fcm: ProviderState {
    var state = fine("fcm", age: 4, latency: 72)
    state.meters.all = [level("fcm", "messages", 132_000, of: 600_000)]
    return state
  }

  static var github: ProviderState {
    var state = fine("github", age: 2, latency: 180)
    state.meters.all = [level("github", "API requests", 900, of: 5000)]
    return state
  }

  static var redis: ProviderState {
    var state = fine("redis", age: 1, latency: 1)
    state.facts.hasPage = false
    (state.page.latest, state.page.lastRead) = (nil, nil)
    var memory = level("redis", "memory", 4_560_000_000, of: 8_000_000_000, unit: .bytes)
    memory.points = [
      .init(at: memory.latest.at + .seconds(-10 * 86_400), used: 4_000_000_000)
    ]
    state.meters.all = [memory]
    state.meters.limiters = [
      LimiterReading(
        provider: "redis", at: now, prefix: "rl:", max: 100, windowSeconds: 900, clients: 31,
        limited: [.init(maskedKey: "1.2.•.•", hits: 230, resetsInSeconds: 240)], limitedCount: 3,
        complete: true)
    ]
    return state
  }

  static var s3: ProviderState {
    var state = fine("s3", age: 6, latency: 31)
    state.meters.all = [
      level("s3", "storage", 460_000_000_000, of: 1_000_000_000_000, unit: .bytes)
    ]
    return state
  }

  static var sentry: ProviderState {
    var state = fine("sentry", age: 9, fails: nil)
    state.facts.credential = .none
    state.calls.recent = []
    state.calls.minutes = []
    state.page.latest?.at = now + .seconds(-9)
    state.page.lastRead?.at = now + .seconds(-9)
    return state
  }

  static var stripe: ProviderState {
    var state = fine("stripe", age: 1, latency: 240, fails: (0, 40))
    var volume = level("stripe", "volume", 184_000_000_000, of: 1, unit: .microUSD)
    (volume.latest.limit, volume.latest.alertAt) = (nil, nil)
    state.meters.all = [volume]
    return state
  }
}
