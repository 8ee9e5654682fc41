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

  /// A row that is damaged, or of a kind that this program does not know, is a line that says so:
  /// a list without it would look whole.
  init(_ row: Row) {
    if let json = row.text("json"), StoredNumber.areSound(inJSON: json),
      let change = try? ChangeCodec.decode(Array(json.utf8))
    {
      self = change
      return
    }
    let kind = row.text("kind").flatMap(Kind.init)
    var fact = Fact.unread(kind ?? .store)
    if row.text("json") == nil, let kind, let what = row.text("what"), let why = row.text("why") {
      fact = .told(kind, what: what, why: why)
    }
    self.init(
      seq: row.number("seq") ?? 0, at: WallTime(milliseconds: row.number("at") ?? 0),
      provider: ProviderID(row.text("provider") ?? ""), fact: fact)
  }
}
