import Yams

/// The text of a YAML file, read strictly: anchors, aliases, tags, duplicate keys and a second
/// document are errors, each with its place.
package struct YAMLFile {
  /// nil for an empty file, and for one that is not YAML at all.
  package private(set) var root: YAMLNode?
  package private(set) var errors: [FileError] = []

  /// Larger files are refused: nobody writes one by hand.
  package static let largest = 1 << 20
  /// Deeper than any of our formats; a bound for the recursion below.
  private static let deepest = 32

  /// Scalars, lists and maps in one file: each may come to an error with a search for what was
  /// meant, and nobody writes more by hand.
  private static let mostValues = 10_000
  /// Characters of a key; it stands in the path of everything below it.
  private static let longestKey = 256
  /// What to do instead of an anchor or a tag.
  private static let wayOut = "; write the value out"

  private let source: String
  private let text: String
  private var values = 0
  private var anchors: Set<Place> = []

  /// - Parameter source: the path as a person wrote it, for messages.
  package init(_ text: String, source: String) {
    self.source = source
    self.text = text
    guard text.utf8.count <= Self.largest else {
      report(.unreadable("larger than 1 MiB"), at: nil)
      return
    }
    if let slip = YAMLSlip.ofIndentation(in: text) {
      report(.slip(slip.sentence), at: slip.place)
      return
    }
    var keys = DistinctKeys(text)
    do {
      try keys.compose { root, written in
        self.root = root.flatMap { convert($0, key: "", written: written, depth: 0) }
      }
    } catch let error as YamlError {
      report(error)
    } catch {
      report(.syntax("\(error)"), at: nil)
    }
  }

  /// nil for what is not taken; that is reported, and the rest goes on.
  private mutating func convert(
    _ node: Node, key: String, written: [String: String], depth: Int
  ) -> YAMLNode? {
    let place = Place(node.mark)
    values += 1
    guard values <= Self.mostValues else {
      if values == Self.mostValues + 1 {
        report(.notTaken("more than \(Self.mostValues) values are"), at: place)
      }
      return nil
    }
    guard depth < Self.deepest else {
      report(.notTaken("more than \(Self.deepest) levels are"), at: place, key: key)
      return nil
    }
    // An alias shows as another copy of the node that has the anchor: one error is enough.
    guard node.anchor == nil else {
      if anchors.insert(place).inserted {
        report(.notTaken("an anchor or alias is", wayOut: Self.wayOut), at: place, key: key)
      }
      return nil
    }
    guard Self.plainTags.contains(Self.writtenTag(node)) else {
      report(.notTaken("a tag is", wayOut: Self.wayOut), at: place, key: key)
      return nil
    }
    return content(of: node, at: place, key: key, written: written, depth: depth)
      .map { YAMLNode(place: place, content: $0) }
  }

  private mutating func content(
    of node: Node, at place: Place, key: String, written: [String: String], depth: Int
  ) -> YAMLNode.Content? {
    switch node {
    case .scalar(let scalar):
      let isQuoted = scalar.style != .plain && scalar.style != .any
      if let slip = YAMLSlip.sentence(ofValue: scalar.string, isPlain: !isQuoted) {
        report(.slip(slip), at: place, key: key)
        return nil
      }
      return .scalar(scalar.string, quoted: isQuoted)
    case .sequence(let items):
      let nodes = items.enumerated().compactMap {
        convert($0.element, key: "\(key).\($0.offset)", written: written, depth: depth + 1)
      }
      return .list(nodes)
    case .mapping(let pairs):
      return .map(entries(pairs, key: key, written: written, depth: depth))
    case .alias:
      report(.notTaken("an anchor or alias is", wayOut: Self.wayOut), at: place, key: key)
      return nil
    }
  }

  private mutating func entries(
    _ pairs: Node.Mapping, key: String, written: [String: String], depth: Int
  ) -> [YAMLNode.Entry] {
    var entries: [YAMLNode.Entry] = []
    var first: [String: Place] = [:]
    for (keyNode, valueNode) in pairs {
      let place = Place(keyNode.mark)
      guard case .scalar(let scalar) = keyNode else {
        report(.wrongType(expected: "a word", found: "a list or map"), at: place, key: "a key")
        continue
      }
      let name = written[scalar.string] ?? scalar.string
      guard name.count <= Self.longestKey else {
        report(.notTaken("a key of more than \(Self.longestKey) characters is"), at: place)
        continue
      }
      let path = key.isEmpty ? name : "\(key).\(name)"
      let value = convert(valueNode, key: path, written: written, depth: depth + 1)
      if let first = first[name] {
        report(.duplicateKey(first: first), at: place, key: path)
      } else if let value {
        first[name] = place
        entries.append(YAMLNode.Entry(key: name, place: place, value: value))
      }
    }
    return entries
  }

  /// `Node.tag` would resolve it by the look of the value.
  private static func writtenTag(_ node: Node) -> String {
    switch node {
    case .scalar(let scalar): scalar.tag.rawValue
    case .mapping(let mapping): mapping.tag.rawValue
    case .sequence(let sequence): sequence.tag.rawValue
    case .alias(let alias): alias.tag.rawValue
    }
  }

  /// Tags that the parser itself puts on what has none.
  private static let plainTags: Set<String> = [
    "", Tag.Name.str.rawValue, Tag.Name.seq.rawValue, Tag.Name.map.rawValue,
  ]

  private mutating func report(_ error: YamlError) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      if let slip = YAMLSlip(problem: problem, context: context, at: mark, in: text) {
        report(.slip(slip.sentence), at: slip.place)
      } else {
        report(.syntax(problem), at: Place(mark))
      }
    case .duplicatedKeysInMapping(let names, let context):
      let place = Place(context.mark)
      report(.duplicateKey(first: place), at: place, key: names.joined(separator: ", "))
    case .reader(let problem, _, _, _): report(.syntax(problem), at: Place(line: 1, column: 1))
    default: report(.syntax("the parser gave up"), at: Place(line: 1, column: 1))
    }
  }

  private mutating func report(_ reason: FileError.Reason, at place: Place?, key: String = "") {
    errors.append(FileError(source: source, place: place, key: key, reason: reason))
  }
}

extension Place {
  fileprivate init(_ mark: Mark?) {
    self.init(line: mark?.line ?? 1, column: mark?.column ?? 1)
  }
}
