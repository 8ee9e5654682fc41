import FuseboxCore
import FuseboxProviders

/// What the configuration must hold between its keys, beyond each key's own type.
package enum ConfigRules {
  /// Errors of a layer read from `source`; only of values that stand in the file.
  package static func check(
    _ layer: ConfigLayer, source: String, providers: [Provider]
  ) -> [FileError] {
    providers.flatMap { provider in
      (intervals(provider, layer) + limits(provider, layer) + dependencies(provider, layer))
        .compactMap { trouble -> FileError? in
          guard case .file(let place)? = layer[trouble.path]?.origin else { return nil }
          return FileError(
            source: source, place: place, key: trouble.path, reason: .outOfRange(trouble.rule))
        }
    }
  }

  private struct Trouble {
    var path: String
    var rule: String
  }

  /// How often a provider may be asked at most: its own minimum, and common courtesy. Anything
  /// goes towards this machine.
  package static func minimumInterval(
    _ signal: Signal, _ provider: Provider, isLocal: Bool
  ) -> Duration {
    if isLocal { return .zero }
    switch signal {
    case .status: return .seconds(30)
    case .probe where provider.link == .redis: return .seconds(1)
    case .probe: return max(provider.minimumProbeInterval, .seconds(10))
    case .usage: return max(provider.minimumUsageInterval, .seconds(60))
    case .webhooks, .traffic: return .zero
    }
  }

  /// Whether the address that stands in for a provider's page or API is on this machine.
  static func isLocal(_ signal: Signal, _ id: ProviderID, _ layer: ConfigLayer) -> Bool {
    let path = ConfigPath.provider(id, signal == .status ? "page" : "api")
    guard case .text(let address)? = layer[path]?.value else { return false }
    return Origin(address)?.isLoopback ?? false
  }

  private static func intervals(_ provider: Provider, _ layer: ConfigLayer) -> [Trouble] {
    [Signal.status, .probe, .usage].compactMap { signal in
      let path = ConfigPath.provider(provider.id, "interval.\(signal.rawValue)")
      let isLocal = isLocal(signal, provider.id, layer)
      let minimum = minimumInterval(signal, provider, isLocal: isLocal)
      guard case .length(let length)? = layer[path]?.value, length < minimum else { return nil }
      let override = signal == .status ? "page" : "api"
      let rule =
        "must be at least \(Length.words(minimum)) unless \(override): is on this machine"
      return Trouble(path: path, rule: rule)
    }
  }

  private static func limits(_ provider: Provider, _ layer: ConfigLayer) -> [Trouble] {
    provider.meters.compactMap { meter in
      let path = ConfigPath.limit(provider.id, meter.id, "alert_at")
      guard case .number(let alert)? = layer[path]?.value,
        case .number(let limit)? = layer[ConfigPath.limit(provider.id, meter.id, "limit")]?.value,
        alert > limit
      else { return nil }
      return Trouble(path: path, rule: "must not be above the limit, \(limit)")
    }
  }

  private static func dependencies(_ provider: Provider, _ layer: ConfigLayer) -> [Trouble] {
    let path = ConfigPath.provider(provider.id, "depends_on")
    guard case .words(let names)? = layer[path]?.value, names.contains(provider.id.rawValue) else {
      return []
    }
    return [Trouble(path: path, rule: "must not name the provider itself")]
  }
}

/// Paths of keys, spelled in one place.
package enum ConfigPath {
  package static func provider(_ id: ProviderID, _ key: String) -> String {
    "providers.\(id).\(key)"
  }

  package static func limit(_ id: ProviderID, _ meter: String, _ key: String) -> String {
    provider(id, "limits.\(meter).\(key)")
  }
}
