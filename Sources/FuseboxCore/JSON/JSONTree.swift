/// JSON from outside as a tree that is asked, not trusted: a missing key, a null and a wrong type
/// all answer nil. https://www.rfc-editor.org/rfc/rfc8259
package enum JSONTree: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// Not whole, or beyond `Int64`.
  case number(Double)
  case string(String)
  case array([JSONTree])
  /// Of two equal keys the later one.
  case object([String: JSONTree])

  /// nil when the bytes are not exactly one JSON document, nest deeper than 64, or are more than
  /// 4 MiB.
  package init?(_ bytes: [UInt8]) {
    guard let tree = JSONParser.parse(bytes) else { return nil }
    self = tree
  }

  /// The member of an object; `.null` for anything else.
  package subscript(key: String) -> JSONTree {
    if case .object(let members) = self { members[key] ?? .null } else { .null }
  }

  /// The elements of an array; none for anything else: some servers write null for an empty list.
  package var elements: [JSONTree] { if case .array(let list) = self { list } else { [] } }

  package var isArray: Bool { if case .array = self { true } else { false } }
  package var isObject: Bool { if case .object = self { true } else { false } }
  package var string: String? { if case .string(let text) = self { text } else { nil } }
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// A whole number, also one that is written `5.0`; never a text.
  package var integer: CheckedInteger? {
    switch self {
    case .integer(let value): CheckedInteger(value)
    case .number(let value): Int64(exactly: value).map { CheckedInteger($0) }
    default: nil
    }
  }

  /// A moment in RFC 3339.
  package var time: WallTime? { string.flatMap { WallTime(rfc3339: $0) } }

  /// A string made safe for a terminal; empty for anything else.
  package func safe(cap: Int) -> String { TerminalSafe(string ?? "", cap: cap).text }
}
