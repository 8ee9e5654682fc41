/// Comma-separated values by RFC 4180, safe to open in a spreadsheet.
enum CSV {
  /// One record with its CRLF.
  static func line(_ cells: [UsageCell]) -> String {
    cells.map(cell).joined(separator: ",") + "\r\n"
  }

  private static func cell(_ cell: UsageCell) -> String {
    switch cell {
    case .text(let text): quoted(guarded(text))
    case .whole(let number): String(number)
    case .decimal(let number): String(number)
    case .none: ""
    }
  }

  /// A text that a spreadsheet would take for a formula gets an apostrophe before it.
  private static func guarded(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else {
      return text
    }
    return "'" + text
  }

  private static func quoted(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else {
      return text
    }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      quoted.unicodeScalars.append(scalar)
      if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
    }
    return quoted + "\""
  }
}
