/// What may stand at a place of the configuration: the one description from which the reader, the
/// reference and `config show` work.
package indirect enum ConfigShape: Sendable {
  case value(ConfigType, required: Bool, default: ConfigValue?, meaning: String)
  /// A map with these keys and no others.
  case map([ConfigKey])
  /// A map whose keys are names of something: a provider, a meter.
  case named(ConfigNames, @Sendable (String) -> ConfigShape)
  case list(ConfigShape)
  /// A key that we know and that would do nothing here: why.
  case refused(String)
}

/// A key and what stands behind it.
package struct ConfigKey: Sendable {
  package var name: String
  package var shape: ConfigShape

  package init(_ name: String, _ shape: ConfigShape) {
    self.name = name
    self.shape = shape
  }

  /// A key with a value.
  package init(
    _ name: String, _ type: ConfigType, required: Bool = false, default value: ConfigValue? = nil,
    _ meaning: String
  ) {
    self.name = name
    shape = .value(type, required: required, default: value, meaning: meaning)
  }
}

/// The names that may be keys of a map.
package struct ConfigNames: Sendable {
  /// "provider", for messages.
  package var what: String
  /// `PROVIDER`, for the reference.
  package var placeholder: String
  package var allowed: [String]

  package init(_ what: String, placeholder: String, allowed: [String]) {
    self.what = what
    self.placeholder = placeholder
    self.allowed = allowed
  }
}

/// One key of the reference: its whole path and what it takes.
package struct ConfigLine: Sendable, Equatable {
  package var path: String
  package var type: ConfigType
  package var isRequired: Bool
  package var defaultValue: ConfigValue?
  package var meaning: String
}

extension ConfigShape {
  /// Every key with a value below this shape, in order. `names`: which keys stand for a map of
  /// names; the placeholder alone makes the reference.
  package func lines(
    at path: String = "", names: (ConfigNames) -> [String] = { [$0.placeholder] }
  ) -> [ConfigLine] {
    switch self {
    case .value(let type, let required, let value, let meaning):
      [
        ConfigLine(
          path: path, type: type, isRequired: required, defaultValue: value, meaning: meaning)
      ]
    case .map(let keys):
      keys.flatMap { $0.shape.lines(at: Self.joined(path, $0.name), names: names) }
    case .named(let set, let shape):
      names(set).flatMap { shape($0).lines(at: Self.joined(path, $0), names: names) }
    case .list(let shape): shape.lines(at: "\(path)[]", names: names)
    case .refused: []
    }
  }

  static func joined(_ path: String, _ key: String) -> String {
    path.isEmpty ? key : "\(path).\(key)"
  }
}
