import FuseboxCore
import FuseboxProviders

/// The keys below `providers.PROVIDER`. They depend on the provider: one without an API of ours
/// has no `api:` to override, and saying so beats taking a key that does nothing.
package enum ProviderSchema {
  /// - Parameters:
  ///   - provider: nil for the reference: every key that some provider takes.
  ///   - siblings: names of all providers, for `depends_on`.
  package static func shape(_ provider: Provider?, siblings: [String]) -> ConfigShape {
    .map(
      [
        ConfigKey(
          "enabled", .flag, default: .flag(true), "false hides the provider and calls nothing."),
        ConfigKey("credentials", credentials(provider)),
      ] + addresses(provider) + [
        ConfigKey("interval", intervals(provider)),
        ConfigKey("limits", limits(provider)),
        ConfigKey("limiters", limiters(provider)),
      ] + words(provider, siblings: siblings))
  }

  private static let notCalled = "its API is not called"

  /// What a provider whose operations we know does not have.
  private static func unless(
    _ isKnown: Bool?, _ why: String, _ shape: ConfigShape
  ) -> ConfigShape {
    isKnown ?? true ? shape : .refused("has no effect: \(why)")
  }

  private static func credentials(_ provider: Provider?) -> ConfigShape {
    let fields = provider?.credentials ?? []
    let names = ConfigNames(
      "credential", placeholder: "FIELD", allowed: fields.map(\.key))
    return .named(names) { name in
      let isSecret = fields.first { $0.key == name }?.secret ?? true
      return .value(
        isSecret ? .secret : .openValue, required: false, default: nil,
        meaning: "Where a credential is kept; never the credential itself.")
    }
  }

  private static func addresses(_ provider: Provider?) -> [ConfigKey] {
    let noPage = "it has no status page"
    return [
      ConfigKey(
        "page",
        unless(
          provider.map { $0.page != nil }, noPage,
          .value(
            .address, required: false, default: nil,
            meaning: "Address that is read instead of its status page: a mock, staging."))),
      ConfigKey(
        "api",
        unless(
          provider.map { $0.api != nil }, notCalled,
          .value(
            .address, required: false, default: nil,
            meaning: "Base address that is called instead of its API: a mock, staging."))),
    ]
  }

  private static func intervals(_ provider: Provider?) -> ConfigShape {
    func key(_ name: String, _ isUsed: Bool?, _ why: String, _ meaning: String) -> ConfigKey {
      let value = ConfigShape.value(
        ConfigSchema.interval, required: false, default: nil, meaning: meaning)
      return ConfigKey(name, unless(isUsed, why, value))
    }
    let isCalled = provider.map(\.isCalled)
    let whyNoUsage = isCalled == true ? "its meters come with the probe" : notCalled
    return .map([
      key(
        "status", provider.map { $0.page != nil }, "it has no status page",
        "As defaults.interval.status, for this provider; at least 30s unless page: is local."),
      key(
        "probe", isCalled, notCalled,
        "As defaults.interval.probe; not below the provider's minimum unless api: is local."),
      key(
        "usage", provider.map { !$0.usage.isEmpty }, whyNoUsage,
        "As defaults.interval.usage; not below the provider's minimum unless api: is local."),
    ])
  }

  private static func limits(_ provider: Provider?) -> ConfigShape {
    let meters = provider?.meters ?? []
    let names = ConfigNames("meter", placeholder: "METER", allowed: meters.map(\.id))
    return .named(names) { name in
      let meter = meters.first { $0.id == name }
      let period = meter?.period.rawValue
      return .map([
        ConfigKey("tier", .text(cap: 40), "The plan's name: Pro."),
        ConfigKey(
          "limit", .limit, required: true, "What the plan allows in its period, or none."),
        ConfigKey(
          "alert_at", .number(0...Int64.max),
          "From here on the meter warns; else 90 % of the limit."),
        ConfigKey(
          "period",
          .choice(period.map { [$0] } ?? MeterDescription.Period.allCases.map(\.rawValue)),
          "For the reader; only the meter's own is taken."),
      ])
    }
  }

  private static func limiters(_ provider: Provider?) -> ConfigShape {
    let limiter = ConfigShape.map([
      ConfigKey("prefix", .text(cap: 64), required: true, "How the limiter's keys begin: rl:."),
      ConfigKey(
        "window", .length(.seconds(1)...(.seconds(86_400 * 31))), required: true,
        "Length of its window; Redis does not hold it."),
      ConfigKey(
        "max", .number(1...1_000_000_000), required: true,
        "Hits a client may make in one window; Redis does not hold it."),
      ConfigKey(
        "type", .choice(LimiterSetting.Kind.allCases.map(\.rawValue)),
        "How it keeps a client's hits; else a counter, or what is plainly one of the others."),
      ConfigKey(
        "field", .text(cap: 64), "Field of a hash that holds the hits; else one of the usual names."
      ),
    ])
    return unless(provider.map { $0.link == .redis }, "only redis holds limiters", .list(limiter))
  }

  private static func words(_ provider: Provider?, siblings: [String]) -> [ConfigKey] {
    let components = ConfigShape.value(
      .words, required: false, default: nil,
      meaning: "Names of the rows of its status page that concern you.")
    return [
      ConfigKey(
        "components", unless(provider.map { $0.page != nil }, "it has no status page", components)),
      ConfigKey("owner", .text(cap: 40), "Who looks after it."),
      ConfigKey("runbook", .link, "Address of what to do; o copies it."),
      ConfigKey("tier", .text(cap: 40), "How much it matters, or the plan: critical."),
      ConfigKey("fallback", .text(cap: 120), "What the application does meanwhile."),
      ConfigKey("depends_on", .providers(siblings), "Providers that it needs itself."),
      ConfigKey("review_by", .day, "When these lines should be looked at again."),
    ]
  }
}

extension Provider {
  /// fusebox makes calls to it beyond reading its page.
  package var isCalled: Bool { link != .none }
}
