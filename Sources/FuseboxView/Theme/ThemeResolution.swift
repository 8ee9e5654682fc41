import FuseboxCore

extension Theme {
  /// The theme that a file describes. A role that is named again in a child, or for a colour
  /// depth, is replaced whole; a role that is named nowhere looks like `text`; a colour that a
  /// role leaves out is `text`'s.
  ///
  /// - Parameter theme: a theme by name, for `inherits`; `names` are those that exist.
  package static func resolve(
    _ source: ThemeSource, names: [String] = [],
    theme: (String) -> ThemeSource? = { _ in nil }
  ) throws(ThemeRejected) -> Theme {
    var resolution = ThemeResolution()
    let line = resolution.line(from: source, names: names, theme: theme)
    // All palettes first: a child's colours are the parent's roles' too.
    for source in line { resolution.addPalette(of: source) }
    for source in line { resolution.addRoles(of: source) }
    guard resolution.problems.isEmpty else {
      throw ThemeRejected(problems: resolution.problems)
    }
    return resolution.theme(named: source.name)
  }
}

/// The work of `Theme.resolve`: what has been understood so far, and what has not.
private struct ThemeResolution {
  /// A role's look in which a colour can be left open.
  struct Look {
    var foreground: Colour?
    var background: Colour?
    var attributes: Paint.Attributes = []
  }

  private static let mostSuggestions = 20

  private(set) var problems: [ThemeProblem] = []
  private var variant = Theme.Variant.dark
  private var palette: [String: Colour] = [:]
  private var looks: [ColourDepth: [Role: Look]] = [:]

  /// The theme and those it inherits, the eldest first.
  mutating func line(
    from source: ThemeSource, names: [String], theme: (String) -> ThemeSource?
  ) -> [ThemeSource] {
    var line = [source]
    while let child = line.last, let word = child.inherits {
      if line.contains(where: { $0.name == word.text }) {
        report(.circle, word, in: child)
        break
      }
      guard let parent = theme(word.text) else {
        report(.unknownParent, word, in: child, among: names)
        break
      }
      line.append(parent)
    }
    return line.reversed()
  }

  mutating func addPalette(of source: ThemeSource) {
    if let word = source.variant {
      if let known = Theme.Variant(rawValue: word.text) {
        variant = known
      } else {
        report(.unknownVariant, word, in: source, among: Theme.Variant.allCases.map(\.rawValue))
      }
    }
    reportRepeated(source.palette.map(\.key), in: source)
    for entry in source.palette {
      if let colour = Colour(entry.value.text) {
        palette[entry.key.text] = colour
      } else {
        report(.unknownColour, entry.value, in: source, among: Colour.names)
      }
    }
  }

  mutating func addRoles(of source: ThemeSource) {
    add(source.roles, at: .indexed256, of: source)
    add(source.ansi16, at: .ansi16, of: source)
    add(source.mono, at: .mono, of: source)
  }

  func theme(named name: String) -> Theme {
    var paints: [ColourDepth: [Role: Paint]] = [:]
    for depth in ColourDepth.allCases {
      let ground = look(.text, at: depth)
      for role in Role.allCases {
        let look = look(role, at: depth)
        paints[depth, default: [:]][role] = Paint(
          foreground: (look.foreground ?? ground.foreground ?? .terminal).reduced(to: depth),
          background: (look.background ?? ground.background ?? .terminal).reduced(to: depth),
          attributes: look.attributes)
      }
    }
    return Theme(name: name, variant: variant, paints: paints)
  }

  private func look(_ role: Role, at depth: ColourDepth) -> Look {
    looks[depth]?[role] ?? looks[.indexed256]?[role] ?? Look()
  }

  private mutating func add(
    _ entries: [ThemeSource.RoleEntry], at depth: ColourDepth, of source: ThemeSource
  ) {
    reportRepeated(entries.map(\.role), in: source)
    for entry in entries {
      let look = look(entry.attributes, at: depth, of: source)
      if let role = Role(rawValue: entry.role.text) {
        looks[depth, default: [:]][role] = look
      } else {
        report(.unknownRole, entry.role, in: source, among: Role.allCases.map(\.rawValue))
      }
    }
  }

  private mutating func look(
    _ entries: [ThemeSource.Entry], at depth: ColourDepth, of source: ThemeSource
  ) -> Look {
    reportRepeated(entries.map(\.key), in: source)
    var look = Look()
    for entry in entries {
      switch entry.key.text {
      case "fg", "bg":
        guard depth != .mono else {
          report(.colourInMono, entry.value, in: source)
          continue
        }
        let path: WritableKeyPath<Look, Colour?> =
          entry.key.text == "fg" ? \.foreground : \.background
        look[keyPath: path] = colour(entry.value, in: source)
      default:
        if let attribute = attribute(entry, in: source) { look.attributes.insert(attribute) }
      }
    }
    return look
  }

  private mutating func colour(_ word: ThemeSource.Word, in source: ThemeSource) -> Colour? {
    if let colour = palette[word.text] ?? Colour(word.text) { return colour }
    let palette = palette
    report(.unknownColour, word, in: source, among: palette.keys.sorted() + Colour.names)
    return nil
  }

  private mutating func attribute(
    _ entry: ThemeSource.Entry, in source: ThemeSource
  ) -> Paint.Attributes? {
    guard let known = Paint.Attributes.named.first(where: { $0.key == entry.key.text }) else {
      let names = ["fg", "bg"] + Paint.Attributes.named.map(\.key)
      report(.unknownAttribute, entry.key, in: source, among: names)
      return nil
    }
    switch entry.value.text {
    case "true": return known.value
    case "false": return nil
    default:
      report(.notTrueOrFalse, entry.value, in: source)
      return nil
    }
  }

  private mutating func reportRepeated(_ words: [ThemeSource.Word], in source: ThemeSource) {
    var seen: Set<String> = []
    for word in words where !seen.insert(word.text).inserted {
      report(.repeated, word, in: source)
    }
  }

  private mutating func report(
    _ kind: ThemeProblem.Kind, _ word: ThemeSource.Word, in source: ThemeSource,
    among candidates: @autoclosure () -> [String] = []
  ) {
    // A palette may have thousands of words: what was meant is looked for a few times only.
    let isEarly = problems.count < Self.mostSuggestions
    let near = isEarly ? NearMiss.of(word.text, among: candidates()) : nil
    problems.append(
      ThemeProblem(kind: kind, file: source.file, word: word, nearMiss: near))
  }
}
