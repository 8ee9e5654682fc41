/// A value that must never be shown: a key, a token, a connection address with a password.
/// It has no description, is not `Codable`, and mirrors as nothing; `reveal` is the one door.
package struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  fileprivate let value: String

  package init(_ value: String) { self.value = value }

  /// The value itself. Call it only where bytes leave for the origin the secret is bound to.
  package func reveal() -> String { value }

  package var description: String { "•••" }
  package var debugDescription: String { "•••" }
  package var customMirror: Mirror { Mirror(self, children: [:]) }

  /// `text` with every occurrence of the secret replaced by `•••`, byte for byte: a combining mark
  /// behind it makes another character of its last one, and hides nothing. Values shorter than
  /// four bytes are left alone: they would redact ordinary words.
  package func redact(_ text: String) -> String {
    guard value.utf8.count >= 4 else { return text }
    var result = ""
    var rest = Substring(text)
    while let found = rest.utf8.firstRange(of: value.utf8) {
      result += rest[..<found.lowerBound]
      result += "•••"
      rest = rest[found.upperBound...]
    }
    return result + rest
  }
}

extension TerminalSafe {
  /// Text of somebody else as it may be shown: none of `secrets` is in it, neither in what came
  /// nor in what is shown of it, where something that is dropped had split one.
  package init(
    _ raw: some StringProtocol, hiding secrets: some Sequence<Secret>, cap: Int = 200
  ) {
    guard !raw.isEmpty else {
      self.init("", cap: cap)
      return
    }
    // The longest first: a part of it may be a secret of its own.
    let values = secrets.map(\.value).sorted { $0.utf8.count > $1.utf8.count }
    let cap = cap.clamped(to: 0...1000)
    // Room for as many secrets as can stand within the cap: none is cut in two before it is found.
    let room = (cap + 2) * (values.first?.utf8.count ?? 0).clamped(to: 8...4096)
    func hidden(_ text: String, as form: (String) -> String) -> String {
      values.reduce(text) { Secret(form($1)).redact($0) }
    }
    let text = hidden(String(raw)) { $0 }
    // A secret may hold what is not shown; and an ESC may have taken a byte of one with it.
    let forms = EscapeSequences.Extent.allCases.map { extent in
      let shown = TerminalSafe(text, cap: room, dropping: extent).text
      let safe = hidden(hidden(shown) { $0 }) { TerminalSafe($0, cap: room).text }
      return (safe, holdsSecret: safe != shown)
    }
    let found = Set(forms.filter(\.holdsSecret).map(\.0))
    // Split in more than one way: no word of it is worth the risk.
    let safe = found.count > 1 ? "•••" : found.first ?? forms[0].0
    self.init(safe, cap: cap)
  }
}
