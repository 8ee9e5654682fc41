/// A place in a file, 1-based; the column counts characters.
package struct Place: Sendable, Hashable, Comparable {
  package var line: Int
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A piece of a YAML file, with its place: the strict subset of fusebox, without anchors, aliases
/// and tags. Scalars stay text; whoever reads one decides what it has to be.
package struct YAMLNode: Sendable, Equatable {
  package enum Content: Sendable, Equatable {
    /// `quoted`: written in quotes (or as a block), so it is text whatever it looks like.
    case scalar(String, quoted: Bool)
    case list([YAMLNode])
    /// In the order of the file; no key twice.
    case map([Entry])
  }

  package struct Entry: Sendable, Equatable {
    package var key: String
    package var place: Place
    package var value: YAMLNode
  }

  package var place: Place
  package var content: Content

  package init(place: Place, content: Content) {
    self.place = place
    self.content = content
  }

  /// What it is, for "expected text, found a list".
  package var kind: String {
    switch content {
    case .scalar(let text, quoted: false) where text.isEmpty || text == "~" || text == "null":
      "nothing"
    case .scalar(_, quoted: true): "text"
    case .scalar(let text, quoted: false): Self.kind(ofPlain: text)
    case .list: "a list"
    case .map: "a map"
    }
  }

  /// A plain scalar that other YAML readers take for something else than text.
  private static func kind(ofPlain text: String) -> String {
    let word = text.lowercased()
    if ["true", "false", "yes", "no", "on", "off"].contains(word) { return "yes or no" }
    if Double(word.replacing("_", with: "")) != nil { return "a number" }
    return "text"
  }
}
