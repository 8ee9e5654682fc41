import FuseboxCore
import Yams

/// What people write by mistake in YAML, with what to type instead: where the parser's own words
/// explain nothing, or where it takes the slip for text.
struct YAMLSlip: Equatable {
  var place: Place
  var sentence: String

  /// A space that looks like one and is none, where YAML counts spaces: every later complaint
  /// would follow from it.
  static func ofIndentation(in text: String) -> YAMLSlip? {
    var line = 0
    for row in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      line += 1
      for (offset, scalar) in row.enumerated() {
        if invisible.contains(scalar) {
          return YAMLSlip(
            place: Place(line: line, column: offset + 1),
            sentence: "a space of another kind stands here (\(scalar.code)); type a plain space")
        }
        guard scalar == " " || scalar == "\t" || scalar == "-" else { break }
      }
    }
    return nil
  }

  /// Text that was meant as something else: curly quotes, a shell's variable.
  /// - Parameter isPlain: written without quotes.
  static func sentence(ofValue text: String, isPlain: Bool) -> String? {
    // In quotes it may be part of a sentence; alone it is a slip there too.
    if let name = variable(in: text), isPlain || name == text { return notFilledIn(name) }
    guard isPlain, let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
      curly.contains(first) || curly.contains(last)
    else { return nil }
    return "curly quotes are part of the text here; type \" instead"
  }

  fileprivate static func notFilledIn(_ name: String) -> String {
    "\(name) is not filled in here; write env:NAME for a credential, else the value itself"
  }

  fileprivate static func words(of problem: String, here: String, at mark: Mark) -> String? {
    let scalars = Array(here.unicodeScalars)
    let found = scalars.indices.contains(mark.column - 1) ? scalars[mark.column - 1] : " "
    return switch problem {
    case "mapping values are not allowed in this context":
      value(before: mark.column, in: here).map { "\($0) has a colon in it; write \"\($0)\"" }
        ?? "this line is indented further than its neighbours, or the line above has a value already"
    case "found character that cannot start any token":
      "a value cannot begin with \(TerminalSafe(String(found), cap: 4).text); put it in quotes"
    case "did not find expected alphabetic or numeric character":
      "a value that begins with * or & must stand in quotes"
    case "but found another document", "did not find expected <document start>":
      "a second document begins here; only one is taken"
    case "did not find expected key", "did not find expected '-' indicator":
      "this line is not indented like its neighbours"
    case "could not find expected ':'": "a key without a colon; write KEY: VALUE"
    case "did not find expected ',' or '}'", "did not find expected ',' or ']'":
      "a comma or the closing bracket is missing; a value with : , [ or { in it needs quotes"
    default: nil
    }
  }

  /// `rl:` of `- prefix: rl:`, when the parser stands at its last colon.
  private static func value(before column: Int, in row: String) -> String? {
    let scalars = Array(row.unicodeScalars)
    guard scalars.indices.contains(column - 1) else { return nil }
    let whole = String(String.UnicodeScalarView(scalars[..<column]))
    guard let colon = whole.firstRange(of: ": ") else { return nil }
    let rest = scalars[column...].prefix { $0 != " " && $0 != "#" }
    let value = whole[colon.upperBound...] + String(String.UnicodeScalarView(rest))
    let isShort = !value.isEmpty && value.count <= 60 && !SecretReference.looksLikeKey("\(value)")
    return isShort ? TerminalSafe(String(value), cap: 60).text : nil
  }

  /// `${NAME}` anywhere, or `$NAME` as the whole.
  fileprivate static func variable(in text: String) -> String? {
    func isName(_ some: Substring) -> Bool {
      !some.isEmpty && some.count <= 64
        && some.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    }
    if let open = text.firstRange(of: "${") {
      let name = text[open.upperBound...].prefix { $0 != "}" && $0 != ":" }
      return isName(name) ? "${\(name)}" : nil
    }
    guard text.hasPrefix("$"), isName(text.dropFirst()) else { return nil }
    return text
  }

  private static let curly: Set<Unicode.Scalar> = ["“", "”", "„", "‟", "‘", "’", "«", "»"]

  /// Spaces that are none to YAML, and what takes no place at all.
  private static let invisible: Set<Unicode.Scalar> = [
    "\u{A0}", "\u{1680}", "\u{2000}", "\u{2001}", "\u{2002}", "\u{2003}", "\u{2004}", "\u{2005}",
    "\u{2006}", "\u{2007}", "\u{2008}", "\u{2009}", "\u{200A}", "\u{200B}", "\u{200C}", "\u{200D}",
    "\u{202F}", "\u{205F}", "\u{2060}", "\u{3000}", "\u{FEFF}",
  ]
}

extension YAMLSlip {
  /// What the parser stumbled over, in words that say what to type; nil where its own must do.
  init?(problem: String, context: YamlError.Context?, at mark: Mark, in text: String) {
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
    func row(_ line: Int) -> Substring { rows.indices.contains(line - 1) ? rows[line - 1] : "" }
    let here = row(mark.line)
    place = Place(line: mark.line, column: mark.column)
    if let tab = here.prefix(while: { $0 == " " || $0 == "\t" }).firstIndex(of: "\t") {
      place.column = here.distance(from: here.startIndex, to: tab) + 1
      sentence = "a tab stands here; indent with spaces"
    } else if let name = Self.variable(in: String(here)) {
      sentence = Self.notFilledIn(name)
    } else if let context, context.text.contains("quoted scalar") {
      place = Place(line: context.mark.line, column: context.mark.column)
      sentence = "the quote that opens here is never closed"
    } else if let words = Self.words(of: problem, here: String(here), at: mark) {
      sentence = words
    } else {
      return nil
    }
  }
}
