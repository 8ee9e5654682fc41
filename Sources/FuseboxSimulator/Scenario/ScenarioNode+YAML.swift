extension ScenarioNode {
  /// As YAML 1.2: two levels of blocks, below them maps on one line.
  var yaml: String { block(indent: 0).joined(separator: "\n") + "\n" }

  private func block(indent: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    switch content {
    case .scalar: return [margin + flow]
    case .list(let items):
      return items.flatMap { item in
        var lines = item.block(indent: indent + 2)
        guard let first = lines.first else { return lines }
        lines[0] = margin + "- " + first.dropFirst(indent + 2)
        return lines
      }
    case .map(let members):
      return members.flatMap { member in
        let key = margin + Self.quoted(member.key) + ":"
        guard indent == 0, !member.value.isScalar else { return [key + " " + member.value.flow] }
        return [key] + member.value.block(indent: indent + 2)
      }
    }
  }

  private var isScalar: Bool { if case .scalar = content { true } else { false } }

  private var flow: String {
    switch content {
    case .scalar(let text): Self.quoted(text)
    case .list(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
    case .map(let members):
      "{" + members.map { "\(Self.quoted($0.key)): \($0.value.flow)" }.joined(separator: ", ") + "}"
    }
  }

  /// A plain word stays plain; anything else stands in double quotes, with everything that is
  /// not plain ASCII escaped.
  private static func quoted(_ text: String) -> String {
    let isPlain =
      (text.first.map(isWordCharacter) ?? false)
      && text.allSatisfy { isWordCharacter($0) || "._/%-".contains($0) }
    guard !isPlain else { return text }
    let escaped = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": "\\\(scalar)"
      case " "..."~": String(scalar)
      default:
        "\\U" + String(repeating: "0", count: 8 - String(scalar.value, radix: 16).count)
          + String(scalar.value, radix: 16)
      }
    }
    return "\"" + escaped.joined() + "\""
  }

  private static func isWordCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber)
  }
}
