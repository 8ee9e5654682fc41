extension TerminalSafe {
  /// The words of a piece of HTML: tags become spaces, entities are decoded once, and what comes
  /// out is made safe, so that `&#27;` is no escape character either.
  package static func text(html: some StringProtocol, cap: Int = 200) -> String {
    let cap = cap.clamped(to: 0...longest)
    let words = TerminalSafe(decoded(untagged(html.prefix(cap * 16 + 256))), cap: longest).text
      .split(separator: " ").joined(separator: " ")
    return TerminalSafe(words, cap: cap).text
  }

  /// A `<` opens a tag only before a letter, `/`, `!` or `?`: "5 < 6" stays what it is.
  private static func untagged(_ html: some StringProtocol) -> String {
    var plain = ""
    var rest = html[...]
    while let open = rest.firstIndex(of: "<") {
      plain += rest[..<open]
      rest = rest[open...].dropFirst()
      guard let first = rest.first, first.isLetter || "/!?".contains(first) else {
        plain += "<"
        continue
      }
      plain += " "
      rest = rest.drop { $0 != ">" }.dropFirst()
    }
    return plain + rest
  }

  private static let entities = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–",
    "mdash": "—", "hellip": "…", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
  ]

  private static func decoded(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      rest = rest[start...].dropFirst()
      let name = rest.prefix(12).prefix { $0 != ";" && $0 != "&" }
      guard name.endIndex < rest.endIndex, rest[name.endIndex] == ";", let value = value(of: name)
      else {
        result += "&"
        continue
      }
      result += value
      rest = rest[name.endIndex...].dropFirst()
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
