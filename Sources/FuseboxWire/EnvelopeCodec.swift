import FuseboxCore

/// An event as one line of JSON, the same in the database, on the socket and in `--events` files:
///
///     {"schema":3,"seq":7,"at":"2026-11-23T14:32:07.000Z","boot":"b1","kind":"page","v":1,"data":{…}}
///
/// Schema 1, of 0.1, had the times inside `data` in milliseconds since 1970-01-01T00:00:00Z;
/// reasons were words in 1 and 2.
package enum EnvelopeCodec {
  package static func encode(_ envelope: Envelope) throws(WireError) -> [UInt8] {
    try WireText.encode(schema: 3) { text throws(FieldTrouble) in
      let kind = envelope.event.kind
      try text.write("seq", envelope.seq)
      try text.write("at", envelope.wall)
      try text.write("boot", envelope.boot)
      try text.write("kind", kind.rawValue)
      try text.write("v", kind.version)
      try text.write("data") { text throws(FieldTrouble) in try envelope.event.write(to: &text) }
    }
  }

  /// An unknown kind or version is an error of its own: skip that line.
  package static func decode(_ bytes: [UInt8]) throws(WireError) -> Envelope {
    let (head, json) = try WireText.decode(bytes, schemas: 1...3) { fields throws(FieldTrouble) in
      var head = EnvelopeHead()
      try head.list(&fields)
      return (head, fields.members["data"] ?? .null)
    }
    guard let kind = EventKind(rawValue: head.kind) else { throw .unknownKind(head.kind) }
    guard head.version == kind.version else {
      throw .unknownVersion(kind: head.kind, version: head.version)
    }
    do {
      let event = try Event(kind, json)
      return Envelope(seq: head.seq, wall: head.at, boot: head.boot, event: event)
    } catch {
      throw error.inside("data").wireError
    }
  }
}

/// What stands before `data`: it tells whether the rest can be read.
private struct EnvelopeHead {
  var seq: Int64 = 0
  var at = WallTime.blank
  var boot = ""
  var kind = ""
  var version = 0

  mutating func list(_ fields: inout FieldReader) throws(FieldTrouble) {
    try fields.must("seq", &seq)
    try fields.must("at", &at)
    try fields.must("boot", &boot)
    try fields.must("kind", &kind)
    try fields.must("v", &version)
  }
}
