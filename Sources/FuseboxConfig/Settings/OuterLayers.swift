import FuseboxCore

/// The layers above the file: variables and options, checked as the file is.
struct OuterLayers {
  private(set) var environment = ConfigLayer()
  private(set) var flags = ConfigLayer()
  private(set) var errors: [FileError] = []
  /// Variables that look like ours and are not.
  private(set) var warnings: [String] = []
  private let types: [String: ConfigType]

  init(environment variables: [String: String], flags: ConfigFlags, schema: ConfigShape) {
    types = Dictionary(
      schema.lines().map { ($0.path, $0.type) }, uniquingKeysWith: { first, _ in first })
    if let value = variables["NO_COLOR"], !value.isEmpty {
      environment["screen.color"] = ConfigLayer.Entry(.text("never"), .environment("NO_COLOR"))
    }
    for (name, key) in ConfigFlags.variables {
      guard let text = variables[name], !text.isEmpty, let value = read(text, key, from: name)
      else { continue }
      environment[key] = ConfigLayer.Entry(value, .environment(name))
    }
    for (key, flag) in flags.values.sorted(by: { $0.key < $1.key }) {
      guard let value = read(flag.text, key, from: flag.option) else { continue }
      self.flags[key] = ConfigLayer.Entry(value, .flag(flag.option))
    }
    warnings = Self.strangers(variables.keys)
  }

  private mutating func read(_ text: String, _ key: String, from source: String) -> ConfigValue? {
    guard let type = types[key] else { return nil }
    let reason: FileError.Reason
    switch type.read(text, quoted: false) {
    case .success(let value): return value
    case .failure(.type): reason = .wrongType(expected: type.words, found: "something else")
    case .failure(.rule(let rule)): reason = .outOfRange(rule)
    case .failure(.name(let names)):
      reason = .notOneOf(names, near: NearMiss.of(text, among: names))
    }
    errors.append(FileError(source: source, place: nil, key: key, reason: reason))
    return nil
  }

  private static func strangers(_ names: some Sequence<String>) -> [String] {
    let known = ConfigFlags.variables.map(\.name) + ConfigFlags.otherVariables
    return names.filter { $0.hasPrefix("FUSEBOX_") && !known.contains($0) }.sorted().map { name in
      let near = NearMiss.of(name, among: known).map { "; did you mean \($0)?" } ?? ""
      return TerminalSafe("\(name) means nothing to fusebox\(near)").text
    }
  }
}
