/// Text in several lines, broken between words.
enum Wrap {
  /// At least one line; a word wider than a line is cut at its end.
  static func lines(_ text: String, width: Int) -> [String] {
    guard width > 0 else { return [""] }
    var lines = [""]
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let line = lines[lines.count - 1]
      let next = line.isEmpty ? String(word) : "\(line) \(word)"
      if Width.of(next) <= width || line.isEmpty {
        lines[lines.count - 1] = Width.clip(next, to: width)
      } else {
        lines.append(Width.clip(String(word), to: width))
      }
    }
    return lines
  }
}
