import FuseboxCore

/// Reads a configuration file by its schema. It stops at nothing: every value that is right is in
/// the layer, and everything wrong is in the errors, each with its place.
package struct ConfigReader {
  package private(set) var layer = ConfigLayer()
  package private(set) var errors: [FileError] = []
  private let source: String

  /// - Parameter source: the path as the person gave it, for messages.
  package init(_ text: String, source: String, schema: ConfigShape) {
    self.source = source
    let file = YAMLFile(text, source: source)
    errors = file.errors
    guard let root = file.root else {
      if errors.isEmpty { report(.missingKey, at: Place(line: 1, column: 1), "version") }
      return
    }
    read(root, as: schema, at: "")
  }

  private mutating func read(_ node: YAMLNode, as shape: ConfigShape, at path: String) {
    switch shape {
    case .value(let type, _, _, _): readValue(node, as: type, at: path)
    case .map(let keys): readMap(node, keys: keys, at: path)
    case .named(let names, let inner): readNamed(node, names, inner, at: path)
    case .list(let inner):
      guard case .list(let items) = node.content else {
        return report(.wrongType(expected: "a list", found: node.kind), at: node.place, path)
      }
      for (index, item) in items.enumerated() { read(item, as: inner, at: "\(path)[\(index)]") }
    case .refused(let why): report(.noEffect(why), at: node.place, path)
    }
  }

  private mutating func readMap(_ node: YAMLNode, keys: [ConfigKey], at path: String) {
    guard let entries = entries(of: node, at: path) else { return }
    for entry in entries {
      let inner = ConfigShape.joined(path, entry.key)
      guard let key = keys.first(where: { $0.name == entry.key }) else {
        let near = NearMiss.of(entry.key, among: keys.map(\.name))
        report(.unknownKey(near: near), at: entry.place, inner)
        continue
      }
      if case .refused(let why) = key.shape {
        report(.noEffect(why), at: entry.place, inner)
      } else {
        read(entry.value, as: key.shape, at: inner)
      }
    }
    for key in keys {
      guard case .value(_, required: true, _, _) = key.shape,
        !entries.contains(where: { $0.key == key.name })
      else { continue }
      report(.missingKey, at: node.place, ConfigShape.joined(path, key.name))
    }
  }

  private mutating func readNamed(
    _ node: YAMLNode, _ names: ConfigNames, _ shape: (String) -> ConfigShape, at path: String
  ) {
    guard let entries = entries(of: node, at: path) else { return }
    for entry in entries {
      guard names.allowed.contains(entry.key) else {
        let near = NearMiss.of(entry.key, among: names.allowed)
        let reason = FileError.Reason.unknownName(what: names.what, near: near)
        report(reason, at: entry.place, entry.key)
        continue
      }
      let inner = ConfigShape.joined(path, entry.key)
      let shape = shape(entry.key)
      if case .map = shape {
        layer[inner] = ConfigLayer.Entry(.flag(true), .file(entry.place))
        // `stripe:` with nothing behind it names the provider and takes every default.
        if entry.value.kind == "nothing" { continue }
      }
      read(entry.value, as: shape, at: inner)
    }
  }

  private mutating func readValue(_ node: YAMLNode, as type: ConfigType, at path: String) {
    switch (type, node.content) {
    case (.words, .list(let items)), (.providers, .list(let items)):
      layer[path] = ConfigLayer.Entry(
        .words(
          items.enumerated().compactMap { word($0.element, type, at: "\(path)[\($0.offset)]") }),
        .file(node.place))
    case (.words, _), (.providers, _):
      report(.wrongType(expected: type.words, found: node.kind), at: node.place, path)
    case (_, .scalar(let text, let quoted)):
      take(type.read(text, quoted: quoted), text, quoted, type, node, path)
    default: report(.wrongType(expected: type.words, found: node.kind), at: node.place, path)
    }
  }

  private mutating func take(
    _ result: Result<ConfigValue, ConfigType.Trouble>, _ text: String, _ quoted: Bool,
    _ type: ConfigType, _ node: YAMLNode, _ path: String
  ) {
    let isSecret = type == .secret && SecretReference.looksLikeKey(text)
    if isSecret || SecretReference.hasKeyPrefix(text) {
      return report(.inlineSecret, at: node.place, path)
    }
    switch result {
    case .success(.text) where !quoted && type.isFreeText && node.kind != "text":
      report(.wrongType(expected: "text in quotes", found: node.kind), at: node.place, path)
    case .success(let value): layer[path] = ConfigLayer.Entry(value, .file(node.place))
    case .failure(.type):
      if let rule = type.instead(of: text) {
        return report(.outOfRange(rule), at: node.place, path)
      }
      let found = node.kind == "text" ? "something else" : node.kind
      report(.wrongType(expected: type.words, found: found), at: node.place, path)
    case .failure(.rule(let rule)): report(.outOfRange(rule), at: node.place, path)
    case .failure(.name(let names)):
      report(.notOneOf(names, near: NearMiss.of(text, among: names)), at: node.place, path)
    }
  }

  /// One word of a list, reported and nil when it is not one.
  private mutating func word(_ node: YAMLNode, _ type: ConfigType, at path: String) -> String? {
    guard case .scalar(let text, _) = node.content, node.kind == "text", !text.isEmpty,
      text == TerminalSafe(text, cap: 120).text
    else {
      report(.wrongType(expected: "a word", found: node.kind), at: node.place, path)
      return nil
    }
    if case .providers(let known) = type, !known.contains(text) {
      let near = NearMiss.of(text, among: known)
      report(.unknownName(what: "provider", near: near), at: node.place, text)
      return nil
    }
    return text
  }

  private mutating func entries(of node: YAMLNode, at path: String) -> [YAMLNode.Entry]? {
    if case .map(let entries) = node.content { return entries }
    let key = path.isEmpty ? "the file" : path
    report(.wrongType(expected: "a map", found: node.kind), at: node.place, key)
    return nil
  }

  private mutating func report(_ reason: FileError.Reason, at place: Place, _ key: String) {
    errors.append(FileError(source: source, place: place, key: key, reason: reason))
  }
}

extension ConfigType {
  /// Any words: what looks like a number or a yes must be in quotes, lest it changes its meaning.
  fileprivate var isFreeText: Bool {
    switch self {
    case .text, .openValue: true
    default: false
    }
  }
}
