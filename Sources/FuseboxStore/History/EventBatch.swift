import FuseboxCore
import FuseboxWire
import GRDB

/// Events made ready for one transaction: encoded before the file is locked.
struct EventBatch {
  private var rows: [(row: EventRow, json: String)] = []

  init(_ batch: [EventRow]) {
    for row in batch {
      // Only a number that JSON cannot hold makes this fail; the event is still on the board.
      guard let bytes = try? EnvelopeCodec.encode(row.envelope) else { continue }
      rows.append((row, String(decoding: bytes, as: UTF8.self)))
    }
  }

  /// - Returns: the number of the first event; nil without any.
  @discardableResult
  func write(_ db: Database) throws -> Int64? {
    var first: Int64?
    for (row, json) in rows {
      let envelope = row.envelope
      try db.cachedStatement(
        sql: """
          INSERT INTO event (seq, at, kind, provider, told, json) VALUES (?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        envelope.seq, envelope.wall.milliseconds, envelope.event.kind.rawValue,
        envelope.event.provider?.rawValue, !row.changes.isEmpty, json,
      ])
      first = first ?? db.lastInsertedRowID
      for change in row.changes { try change.insert(db) }
    }
    return first
  }
}

extension Change {
  func insert(_ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO change (seq, at, provider, kind, what, why, json)
        VALUES (?, ?, ?, ?, '', '', ?)
        """
    ).execute(arguments: [
      seq, at.milliseconds, provider.rawValue, kind.rawValue,
      try? String(decoding: ChangeCodec.encode(self), as: UTF8.self),
    ])
  }

  /// nil for a kind that this program does not know, and for a damaged row.
  init?(_ row: Row) {
    if let json = row.text("json") {
      guard StoredNumber.areSound(inJSON: json),
        let change = try? ChangeCodec.decode(Array(json.utf8))
      else { return nil }
      self = change
      return
    }
    guard let kind = row.text("kind").flatMap(Kind.init), let seq = row.number("seq"),
      let time = row.number("at"), let provider = row.text("provider"),
      let what = row.text("what"), let why = row.text("why")
    else { return nil }
    self.init(
      seq: seq, at: WallTime(milliseconds: time), provider: ProviderID(provider),
      fact: .told(kind, what: what, why: why))
  }
}
