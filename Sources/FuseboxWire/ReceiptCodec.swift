import FuseboxCore

/// The answer to a command that was carried out: `{"schema":2,"audit":{…}}`; without `audit` when
/// there was nothing to audit. One audit row is stored in the same form. Schema 1, of 0.1, had its
/// times in milliseconds since 1970-01-01T00:00:00Z, here and in the lists.
package enum ReceiptCodec {
  package static func encode(_ record: AuditRecord?) throws(WireError) -> [UInt8] {
    try WireText.encode(schema: 2) { text throws(FieldTrouble) in
      try text.write("audit", record)
    }
  }

  package static func decode(_ bytes: [UInt8]) throws(WireError) -> AuditRecord? {
    try WireText.decode(bytes, schemas: 1...2) { fields throws(FieldTrouble) in
      var record: AuditRecord?
      try fields.may("audit", &record)
      return record
    }
  }
}

/// Audit rows, newest first: `{"schema":3,"audits":[…]}`.
package enum AuditListCodec {
  package static func encode(_ records: [AuditRecord]) throws(WireError) -> [UInt8] {
    try ListText.encode("audits", records)
  }

  package static func decode(_ bytes: [UInt8]) throws(WireError) -> [AuditRecord] {
    try ListText.decode("audits", bytes)
  }
}

/// Changes, newest first: `{"schema":3,"changes":[…]}`.
package enum ChangeListCodec {
  package static func encode(_ changes: [Change]) throws(WireError) -> [UInt8] {
    try ListText.encode("changes", changes)
  }

  package static func decode(_ bytes: [UInt8]) throws(WireError) -> [Change] {
    try ListText.decode("changes", bytes)
  }
}

/// One change, as it is stored.
package enum ChangeCodec {
  package static func encode(_ change: Change) throws(WireError) -> [UInt8] {
    try WireText.encode(schema: 3) { text throws(FieldTrouble) in
      try text.write("change", change)
    }
  }

  package static func decode(_ bytes: [UInt8]) throws(WireError) -> Change {
    try WireText.decode(bytes, schemas: 3...3) { fields throws(FieldTrouble) in
      guard let json = fields.members["change"] else { throw .missing.inside("change") }
      return try Change(json)
    }
  }
}

private enum ListText {
  static func encode(_ name: String, _ items: [some Field]) throws(WireError) -> [UInt8] {
    try WireText.encode(schema: 3) { text throws(FieldTrouble) in try text.write(name, items) }
  }

  static func decode<Item: Field>(
    _ name: String, _ bytes: [UInt8]
  ) throws(WireError) -> [Item] {
    try WireText.decode(bytes, schemas: 1...3) { fields throws(FieldTrouble) in
      var items: [Item] = []
      try fields.must(name, &items)
      return items
    }
  }
}
