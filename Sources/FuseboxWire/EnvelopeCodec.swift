import FuseboxCore

/// An event as one line of JSON, the same in the database, on the socket and in `--events` files:
///
///     {"at":"2026-11-23T14:32:07.000Z","boot":"b1","data":{…},"kind":"page","schema":1,"seq":7,"v":1}
///
/// Times inside `data` are milliseconds since 1970-01-01T00:00:00Z.
package enum EnvelopeCodec {
  package static func encode(_ envelope: Envelope) throws(WireError) -> [UInt8] {
    try WireJSON.encode(EnvelopeDocument(envelope: envelope))
  }

  /// An unknown kind or version is an error of its own: skip that line.
  package static func decode(_ bytes: [UInt8]) throws(WireError) -> Envelope {
    try WireJSON.decode(EnvelopeDocument.self, from: bytes).envelope
  }
}

private struct EnvelopeDocument: Codable {
  var envelope: Envelope

  private enum Keys: String, CodingKey { case schema, seq, at, boot, kind, v, data }

  init(envelope: Envelope) { self.envelope = envelope }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    _ = try container.decode(SchemaField.self, forKey: .schema)
    let word = try container.decode(String.self, forKey: .kind)
    guard let kind = EventKind(rawValue: word) else { throw WireError.unknownKind(word) }
    let version = try container.decode(Int.self, forKey: .v)
    guard version == kind.version else {
      throw WireError.unknownVersion(kind: word, version: version)
    }
    envelope = Envelope(
      seq: try container.decode(Int64.self, forKey: .seq),
      wall: try container.decode(TimeField.self, forKey: .at).wall,
      boot: try container.decode(String.self, forKey: .boot),
      event: try Event(kind, from: container.superDecoder(forKey: .data)))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    let kind = envelope.event.kind
    try container.encode(SchemaField(), forKey: .schema)
    try container.encode(envelope.seq, forKey: .seq)
    try container.encode(TimeField(envelope.wall), forKey: .at)
    try container.encode(envelope.boot, forKey: .boot)
    try container.encode(kind.rawValue, forKey: .kind)
    try container.encode(kind.version, forKey: .v)
    if let payload = envelope.event.payload {
      try payload.encode(to: container.superEncoder(forKey: .data))
    } else {
      _ = container.nestedContainer(keyedBy: Keys.self, forKey: .data)
    }
  }
}
