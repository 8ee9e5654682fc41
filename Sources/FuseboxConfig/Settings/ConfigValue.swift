import FuseboxCore

/// A value of the configuration, checked.
package enum ConfigValue: Sendable, Hashable {
  case text(String)
  case number(Int64)
  case length(Duration)
  case flag(Bool)
  case secret(SecretReference)
  /// `limit: none`.
  case unlimited
  case words([String])

  /// As `config show` prints it and the file would hold it.
  package var words: String {
    switch self {
    case .text(let text): text.isEmpty ? "\"\"" : text
    case .number(let number): String(number)
    case .length(let length): Length.words(length)
    case .flag(let flag): flag ? "true" : "false"
    case .secret(let reference): reference.description
    case .unlimited: "none"
    case .words(let words): "[\(words.joined(separator: ", "))]"
    }
  }
}

/// Where an effective value comes from; a later one beats those before it.
package enum ConfigOrigin: Sendable, Hashable, Comparable {
  case `default`
  /// Found in the environment without being asked for: a provider's conventional variable.
  case detected(String)
  case file(Place)
  /// A `FUSEBOX_…` variable (or `NO_COLOR`).
  case environment(String)
  case flag(String)

  /// `default`, `detected GITHUB_TOKEN`, `file 3:5`, `env FUSEBOX_PROFILE`, `flag --profile`.
  package var words: String {
    switch self {
    case .default: "default"
    case .detected(let name): "detected \(name)"
    case .file(let place): "file \(place.line):\(place.column)"
    case .environment(let name): "env \(name)"
    case .flag(let name): "flag \(name)"
    }
  }
}

/// Values by their key's path (`providers.stripe.interval.probe`), each with its origin.
package struct ConfigLayer: Sendable, Equatable {
  package struct Entry: Sendable, Equatable {
    package var value: ConfigValue
    package var origin: ConfigOrigin

    package init(_ value: ConfigValue, _ origin: ConfigOrigin) {
      self.value = value
      self.origin = origin
    }
  }

  package var entries: [String: Entry] = [:]

  package init() {}

  package subscript(_ path: String) -> Entry? {
    get { entries[path] }
    set { entries[path] = newValue }
  }

  /// Lays another one over this one: its values win.
  package mutating func cover(with layer: ConfigLayer) {
    entries.merge(layer.entries) { $1 }
  }
}
