import FuseboxCore
import FuseboxProviders

/// One provider of the catalogue with what the configuration says of it.
struct WatchedProviderBuilder {
  let resolver: CredentialResolver
  let file: ConfigLayer
  /// The file's path, for messages.
  let source: String

  /// Also enters what is in force for this provider (intervals, credentials) into `effective`.
  func build(
    _ catalogued: Provider, _ effective: inout ConfigLayer
  ) -> (watched: WatchedProvider, errors: [FileError]) {
    var provider = catalogued
    if case .words(let names)? = value(provider, "components") {
      provider.page?.scope = names.map { .component(id: $0, name: $0) }
    }
    var found = resolver.find(provider, in: file)
    for (field, entry) in found.origins {
      effective[ConfigPath.provider(provider.id, "credentials.\(field)")] = entry
    }
    let target = redis(provider, &found)
    let facts = facts(provider, found, &effective)
    let watched = WatchedProvider(
      provider: provider, facts: facts, credentials: found.values,
      apiBase: text(provider, "api") ?? provider.api ?? "", pageAddress: text(provider, "page"),
      limits: limits(provider), policy: policy(effective), redis: target,
      limiters: limiters(provider))
    return (watched, openFiles(provider, found))
  }

  private func openFiles(
    _ provider: Provider, _ found: CredentialResolver.Found
  ) -> [FileError] {
    found.openFiles.map { field in
      let path = ConfigPath.provider(provider.id, "credentials.\(field)")
      let place: Place? = if case .file(let place)? = file[path]?.origin { place } else { nil }
      let rule = "names a file that others can read; chmod 600 it"
      return FileError(source: source, place: place, key: path, reason: .outOfRange(rule))
    }
  }

  /// Where a Redis is; an address that is none counts as not set. The password joins the
  /// credentials so that it is redacted by itself too.
  private func redis(
    _ provider: Provider, _ found: inout CredentialResolver.Found
  ) -> RedisTarget? {
    guard provider.link == .redis, let address = found.values["url"] else { return nil }
    guard let target = RedisAddress(address)?.target else {
      found.values = [:]
      found.state = .unset
      found.name = "a redis:// address in \(found.name)"
      return nil
    }
    found.values["password"] = target.password
    return target
  }

  private func facts(
    _ provider: Provider, _ found: CredentialResolver.Found, _ effective: inout ConfigLayer
  ) -> ProviderFacts {
    var facts = ProviderFacts(
      provider: provider.id, name: provider.name, category: provider.category.rawValue,
      credential: found.state, credentialName: found.name,
      pageURL: provider.page?.humanURL ?? "", hasPage: provider.page != nil,
      hasProbe: provider.isCalled)
    facts.statusInterval = interval(.status, provider, &effective)
    facts.probeInterval = interval(.probe, provider, &effective)
    // Meters that come with the probe go stale with it.
    facts.usageInterval =
      provider.usage.isEmpty ? facts.probeInterval : interval(.usage, provider, &effective)
    let policy = policy(effective)
    facts.timeoutMilliseconds = policy.timeout.milliseconds
    facts.thresholdPercent = policy.errorThreshold
    facts.resetAfterMilliseconds = policy.resetAfter.milliseconds
    facts.minimumCalls = policy.minimumCalls
    facts.owner = text(provider, "owner") ?? ""
    facts.runbook = text(provider, "runbook") ?? ""
    facts.tier = text(provider, "tier") ?? ""
    facts.fallback = text(provider, "fallback") ?? ""
    facts.failureNote = provider.failureNote
    facts.reviewBy = text(provider, "review_by") ?? ""
    if case .words(let names)? = value(provider, "depends_on") {
      facts.dependsOn = names.map { ProviderID($0) }
    }
    return facts
  }

  /// Whole seconds: the provider's own, else the default raised to what is allowed.
  private func interval(
    _ signal: Signal, _ provider: Provider, _ effective: inout ConfigLayer
  ) -> Int64 {
    let path = ConfigPath.provider(provider.id, "interval.\(signal.rawValue)")
    if effective[path] == nil, var entry = effective["defaults.interval.\(signal.rawValue)"] {
      let isLocal = ConfigRules.isLocal(signal, provider.id, file)
      let minimum = ConfigRules.minimumInterval(signal, provider, isLocal: isLocal)
      if case .length(let length) = entry.value, length < minimum {
        entry = ConfigLayer.Entry(.length(minimum), .default)
      }
      effective[path] = entry
    }
    return effective.length(path).milliseconds / 1000
  }

  private func policy(_ effective: ConfigLayer) -> BreakerPolicy {
    var policy = BreakerPolicy.standard
    policy.timeout = effective.length("defaults.breaker.timeout")
    policy.errorThreshold = Double(effective.number("defaults.breaker.error_threshold"))
    policy.resetAfter = effective.length("defaults.breaker.reset_after")
    policy.minimumCalls = effective.number("defaults.breaker.minimum_calls")
    return policy
  }

  private func limits(_ provider: Provider) -> [String: LimitSetting] {
    var limits: [String: LimitSetting] = [:]
    for meter in provider.meters {
      func value(_ key: String) -> ConfigValue? {
        file[ConfigPath.limit(provider.id, meter.id, key)]?.value
      }
      guard let limit = value("limit") else { continue }
      var setting = LimitSetting()
      if case .number(let number) = limit { setting.limit = number }
      if case .number(let number)? = value("alert_at") { setting.alertAt = number }
      if case .text(let text)? = value("tier") { setting.tier = text }
      limits[meter.id] = setting
    }
    return limits
  }

  private func limiters(_ provider: Provider) -> [LimiterSetting] {
    var limiters: [LimiterSetting] = []
    let base = ConfigPath.provider(provider.id, "limiters")
    while case .text(let prefix)? = file["\(base)[\(limiters.count)].prefix"]?.value {
      let item = "\(base)[\(limiters.count)]"
      var limiter = LimiterSetting(
        prefix: prefix, windowSeconds: file.length("\(item).window").milliseconds / 1000,
        max: file.number("\(item).max"))
      if case .text(let kind)? = file["\(item).type"]?.value {
        limiter.kind = LimiterSetting.Kind(rawValue: kind)
      }
      if case .text(let field)? = file["\(item).field"]?.value { limiter.field = field }
      limiters.append(limiter)
    }
    return limiters
  }

  private func value(_ provider: Provider, _ key: String) -> ConfigValue? {
    file[ConfigPath.provider(provider.id, key)]?.value
  }

  private func text(_ provider: Provider, _ key: String) -> String? {
    if case .text(let text)? = value(provider, key) { text } else { nil }
  }
}
