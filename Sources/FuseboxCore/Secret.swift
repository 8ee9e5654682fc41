/// A value that must never be shown: a key, a token, a connection address with a password.
/// It has no description, is not `Codable`, and mirrors as nothing; `reveal` is the one door.
package struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let value: String

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
