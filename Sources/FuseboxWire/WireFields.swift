import FuseboxCore

/// The `schema` field: always written, and checked before the fields after it are read.
struct SchemaField: Codable {
  init() {}

  init(from decoder: any Decoder) throws {
    let number = try decoder.singleValueContainer().decode(Int.self)
    guard number == WireJSON.schema else { throw WireError.unknownSchema(number) }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(WireJSON.schema)
  }
}

/// A time as documents show it: RFC 3339, UTC, with milliseconds.
struct TimeField: Codable {
  var wall: WallTime

  init(_ wall: WallTime) { self.wall = wall }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let wall = WallTime(rfc3339: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not an RFC 3339 time")
    }
    self.wall = wall
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wall.rfc3339)
  }
}
