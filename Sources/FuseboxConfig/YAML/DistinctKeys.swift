import Yams

/// Composes YAML that may hold a key twice. Yams gives up at the first map with such a key, and
/// all errors are wanted at once; so the earlier of two equal keys is replaced in the text by a
/// word of private-use characters of the same length, remembered, and the text composed again.
struct DistinctKeys {
  private var text: String
  /// The key behind each replacement.
  private(set) var written: [String: String] = [:]

  /// More slips than this in one file are not worth finding at once.
  private static let most = 50
  /// Bytes that are composed again for the next slip: of a large file only the first is told.
  private static let mostBytes = 1 << 19

  private var composed = 0

  init(_ text: String) { self.text = text }

  /// Calls `body` with the tree while its anchors are alive: nodes hold them weakly.
  mutating func compose<Result>(
    _ body: (Node?, _ written: [String: String]) -> Result
  ) throws -> Result {
    while true {
      composed += text.utf8.count
      do {
        let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
        return try withExtendedLifetime(parser) { body(try parser.singleRoot(), written) }
      } catch YamlError.duplicatedKeysInMapping(let names, let context) {
        guard written.count < Self.most, composed + text.utf8.count <= Self.mostBytes,
          replace(names, at: context.mark)
        else {
          throw YamlError.duplicatedKeysInMapping(duplicates: names, context: context)
        }
      }
    }
  }

  /// The mark is that of the first of the equal keys. False when none of the names stands there
  /// as it is spelled (escapes in quotes, say).
  private mutating func replace(_ names: [String], at mark: Mark) -> Bool {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.indices.contains(mark.line - 1) else { return false }
    var line = Array(lines[mark.line - 1].unicodeScalars)
    var start = mark.column - 1
    if start < line.count, line[start] == "\"" || line[start] == "'" { start += 1 }
    for name in names {
      let scalars = Array(name.unicodeScalars)
      let end = start + scalars.count
      guard !scalars.isEmpty, end <= line.count, line[start..<end].elementsEqual(scalars),
        let filler = Unicode.Scalar(UInt32(0xE000 + written.count))
      else { continue }
      let replacement = Array(repeating: filler, count: scalars.count)
      line.replaceSubrange(start..<end, with: replacement)
      lines[mark.line - 1] = Self.string(line)
      text = lines.joined(separator: "\n")
      written[Self.string(replacement)] = name
      return true
    }
    return false
  }

  private static func string(_ scalars: [Unicode.Scalar]) -> String {
    String(String.UnicodeScalarView(scalars))
  }
}
