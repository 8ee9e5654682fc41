import FuseboxCore

/// The answer to a command that was carried out: `{"audit":{…},"schema":1}`; without `audit` when
/// there was nothing to audit. One audit row is stored in the same form.
package enum ReceiptCodec {
  package static func encode(_ record: AuditRecord?) throws(WireError) -> [UInt8] {
    try WireJSON.encode(ReceiptDocument(audit: record))
  }

  package static func decode(_ bytes: [UInt8]) throws(WireError) -> AuditRecord? {
    try WireJSON.decode(ReceiptDocument.self, from: bytes).audit
  }
}

private struct ReceiptDocument: Codable {
  var schema = SchemaField()
  var audit: AuditRecord?
}

/// Audit rows, newest first: `{"audits":[…],"schema":1}`.
package enum AuditListCodec {
  package static func encode(_ records: [AuditRecord]) throws(WireError) -> [UInt8] {
    try WireJSON.encode(AuditListDocument(audits: records))
  }

  package static func decode(_ bytes: [UInt8]) throws(WireError) -> [AuditRecord] {
    try WireJSON.decode(AuditListDocument.self, from: bytes).audits
  }
}

private struct AuditListDocument: Codable {
  var schema = SchemaField()
  var audits: [AuditRecord]
}

/// Changes, newest first: `{"changes":[…],"schema":1}`.
package enum ChangeListCodec {
  package static func encode(_ changes: [Change]) throws(WireError) -> [UInt8] {
    try WireJSON.encode(ChangeListDocument(changes: changes))
  }

  package static func decode(_ bytes: [UInt8]) throws(WireError) -> [Change] {
    try WireJSON.decode(ChangeListDocument.self, from: bytes).changes
  }
}

private struct ChangeListDocument: Codable {
  var schema = SchemaField()
  var changes: [Change]
}
