import FuseboxCore
import FuseboxWire
import GRDB

/// Events made ready for one transaction: encoded, folded and summed up before the file is locked.
struct EventBatch {
  /// The board after the batch.
  private(set) var board: Board
  private var rows: [EventRow] = []
  private let rollup: Rollup

  private struct EventRow {
    var envelope: Envelope
    var json: String
    /// What a person reads of it: the lines that the fold made.
    var changes: [Change]
  }

  init(_ envelopes: [Envelope], after board: Board) {
    self.board = board
    rollup = Rollup(envelopes)
    for envelope in envelopes {
      self.board.apply(envelope)
      // Only a number that JSON cannot hold makes this fail; the event is still on the board.
      guard let bytes = try? EnvelopeCodec.encode(envelope) else { continue }
      let changes = self.board.changes.prefix { $0.seq == envelope.seq }
      rows.append(
        EventRow(
          envelope: envelope, json: String(decoding: bytes, as: UTF8.self),
          changes: changes.reversed()))
    }
  }

  func write(_ db: Database) throws {
    for row in rows {
      let envelope = row.envelope
      try db.cachedStatement(
        sql: """
          INSERT INTO event (seq, at, kind, provider, told, json) VALUES (?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        envelope.seq, envelope.wall.milliseconds, envelope.event.kind.rawValue,
        envelope.event.provider?.rawValue, !row.changes.isEmpty, row.json,
      ])
      for change in row.changes { try change.insert(db) }
    }
    try rollup.write(db)
  }
}

extension Change {
  func insert(_ db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO change (seq, at, provider, kind, what, why) VALUES (?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      seq, at.milliseconds, provider.rawValue, kind.rawValue, what, why,
    ])
  }

  /// nil for a kind that this program does not know, and for a damaged row.
  init?(_ row: Row) {
    guard let kind = row.text("kind").flatMap(Kind.init), let seq = row.number("seq"),
      let time = row.number("at"), let provider = row.text("provider"),
      let what = row.text("what"), let why = row.text("why")
    else { return nil }
    self.init(
      seq: seq, at: WallTime(milliseconds: time), provider: ProviderID(provider), kind: kind,
      what: what, why: why)
  }
}
