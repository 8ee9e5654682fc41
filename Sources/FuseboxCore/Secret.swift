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

  /// `text` with every occurrence of the secret replaced by `•••`. Values shorter than four
  /// characters are left alone: they would redact ordinary words.
  package func redact(_ text: String) -> String {
    guard value.utf8.count >= 4 else { return text }
    var result = ""
    var rest = Substring(text)
    while let found = rest.firstRange(of: value) {
      result += rest[..<found.lowerBound]
      result += "•••"
      rest = rest[found.upperBound...]
    }
    return result + rest
  }
}
