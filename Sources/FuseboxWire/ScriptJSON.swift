import FoundationEssentials
import FuseboxCore

/// Documents for scripts, which fusebox itself never reads: `snake_case` names, sorted, one line.
enum ScriptJSON {
  static func encode(_ value: some Encodable) throws(WireError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    do {
      return Array(try encoder.encode(value))
    } catch {
      throw .malformed("a number cannot be written")
    }
  }
}

/// The `schema` of a document for scripts.
struct SchemaField: Encodable {
  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(1)
  }
}

/// A time as documents show it: RFC 3339, UTC, with milliseconds.
struct TimeField: Encodable {
  var wall: WallTime

  init(_ wall: WallTime) { self.wall = wall }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wall.rfc3339)
  }
}
