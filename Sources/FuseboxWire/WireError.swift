/// Why bytes could not be read, or a value not be written.
package enum WireError: Error, Sendable, Equatable {
  /// Not JSON, or not of the promised shape: where and what.
  case malformed(String)
  /// A `"schema"` that this program does not know, and the newest that it does.
  case unknownSchema(Int, known: Int)
  /// An event of a kind that this program does not know: a newer agent's. Callers skip it.
  case unknownKind(String)
  /// A known kind in a version that this program does not know. Callers skip it.
  case unknownVersion(kind: String, version: Int)
  /// More than the caller allows, in bytes.
  case tooLong(limit: Int)

  /// A word from a bounded set.
  package var label: String {
    switch self {
    case .malformed: "malformed"
    case .unknownSchema: "unknown_schema"
    case .unknownKind: "unknown_kind"
    case .unknownVersion: "unknown_version"
    case .tooLong: "too_long"
    }
  }

  /// A sentence for a person.
  package var sentence: String {
    switch self {
    case .malformed(let what): "The text is not what was expected: \(what)."
    case .unknownSchema(let number, let known):
      "The text is of schema \(number); this fusebox knows \(known)."
    case .unknownKind(let kind): "This fusebox does not know events of the kind \(kind)."
    case .unknownVersion(let kind, let version):
      "This fusebox does not know version \(version) of \(kind) events."
    case .tooLong(let limit): "The text is longer than \(limit) bytes."
    }
  }
}
