import FuseboxView

extension ThemeSource {
  /// What a theme's file says, not yet understood: colours and roles are checked by
  /// `Theme.resolve`, which names every wrong word with its place.
  init(yaml root: YAMLNode, file: String, name: String) {
    self.init(file: file, name: name)
    guard case .map(let entries) = root.content else { return }
    for entry in entries {
      switch entry.key {
      case "variant": variant = Word(entry.value)
      case "inherits": inherits = Word(entry.value)
      case "palette": palette = Self.entries(entry.value)
      case "roles": roles = Self.roles(entry.value)
      case "ansi16": ansi16 = Self.roles(entry.value)
      case "mono": mono = Self.roles(entry.value)
      case "name": break
      default:
        // An unknown section reads as an unknown role: it is named with its place.
        roles.append(RoleEntry(role: Word(entry), attributes: []))
      }
    }
  }

  private static func entries(_ node: YAMLNode) -> [Entry] {
    guard case .map(let entries) = node.content else { return [] }
    return entries.compactMap { entry in
      Word(entry.value).map { Entry(key: Word(entry), value: $0) }
    }
  }

  /// `muted: grey` is short for `muted: {fg: grey}`.
  private static func roles(_ node: YAMLNode) -> [RoleEntry] {
    guard case .map(let entries) = node.content else { return [] }
    return entries.map { entry in
      let role = Word(entry)
      guard let colour = Word(entry.value) else {
        return RoleEntry(role: role, attributes: Self.entries(entry.value))
      }
      let key = Word("fg", line: colour.line, column: colour.column)
      return RoleEntry(role: role, attributes: [Entry(key: key, value: colour)])
    }
  }
}

extension ThemeSource.Word {
  /// nil for what is no scalar.
  fileprivate init?(_ node: YAMLNode) {
    guard case .scalar(let text, _) = node.content else { return nil }
    self.init(text, line: node.place.line, column: node.place.column)
  }

  fileprivate init(_ entry: YAMLNode.Entry) {
    self.init(entry.key, line: entry.place.line, column: entry.place.column)
  }
}
