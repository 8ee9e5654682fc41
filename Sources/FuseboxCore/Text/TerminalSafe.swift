/// Text from outside that can be put on a terminal, into a log, a table or a database without
/// doing anything there: one line, no control characters, no escape sequences, no characters that
/// reorder or hide what stands beside them. Apply it after the last decoding.
package struct TerminalSafe: Sendable, Hashable, CustomStringConvertible {
  package let text: String

  /// - Parameter cap: most characters kept; a longer text ends in `…`.
  package init(_ raw: some StringProtocol, cap: Int = 200) {
    var safe = String.UnicodeScalarView()
    var isAfterBase = false
    // Far more scalars than `cap` characters need, so that a hostile text costs little.
    for scalar in raw.unicodeScalars.prefix(cap * 8 + 64) {
      switch Self.kind(scalar) {
      case .space:
        safe.append(" ")
        isAfterBase = false
      case .dropped: continue
      case .mark:
        // A mark without a base would sit on whatever the screen has beside it.
        guard isAfterBase else { continue }
        safe.append(scalar)
      case .base:
        safe.append(scalar)
        isAfterBase = true
      }
    }
    let clean = String(safe)
    text = clean.count > cap ? String(clean.prefix(max(0, cap - 1))) + "…" : clean
  }

  package var description: String { text }

  /// The text of a piece of HTML: tags away, entities decoded, then made safe.
  package static func text(html: some StringProtocol, cap: Int = 200) -> String {
    var plain = ""
    var isInTag = false
    for character in html.prefix(cap * 16 + 256) {
      if character == "<" {
        isInTag = true
      } else if character == ">", isInTag {
        isInTag = false
        plain += " "
      } else if !isInTag {
        plain.append(character)
      }
    }
    let words = TerminalSafe(decoded(plain), cap: cap).text.split(separator: " ")
    return words.joined(separator: " ")
  }

  private enum Kind { case base, mark, space, dropped }

  private static func kind(_ scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 0x09...0x0D, 0x85, 0x2028, 0x2029, 0xA0: return .space
    // C0, DEL, C1: an 8-bit CSI is U+009B.
    case 0x00...0x1F, 0x7F...0x9F: return .dropped
    // Bidirectional controls, zero width, invisible operators, byte order mark, tags.
    case 0xAD, 0x61C, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
      0xFFF9...0xFFFB, 0xE0000...0xE0FFF, 0xFE00...0xFE0F:
      return .dropped
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned: return .dropped
    case .nonspacingMark, .enclosingMark: return .mark
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: return .space
    default: return .base
    }
  }

  private static let entities = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ",
  ]

  private static func decoded(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      rest = rest[start...]
      let name = rest.dropFirst().prefix(12).prefix { $0 != ";" && $0 != "&" }
      let end = rest.index(start, offsetBy: name.count + 1)
      guard end < rest.endIndex, rest[end] == ";", let value = value(of: name) else {
        result += "&"
        rest = rest.dropFirst()
        continue
      }
      result += value
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private static func value(of name: Substring) -> String? {
    guard name.first == "#" else { return entities[String(name)] }
    let digits = name.dropFirst()
    let number =
      digits.first == "x" || digits.first == "X"
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
  }
}
