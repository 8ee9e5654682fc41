import FuseboxCore

/// A board with the moment it was taken: `{"schema":3,"now":"…","board":{…}}`. The answer of
/// `GET /v1/board` and the checkpoint in the history. Schema 1, of 0.1, had the times inside
/// `board` in milliseconds since 1970-01-01T00:00:00Z; changes and reasons were words in 1 and 2.
package enum BoardCodec {
  package static func encode(_ board: Board, now: WallTime) throws(WireError) -> [UInt8] {
    try WireText.encode(schema: 3) { text throws(FieldTrouble) in
      try text.write("now", now)
      try text.write("board", board)
    }
  }

  package static func decode(
    _ bytes: [UInt8]
  ) throws(WireError) -> (board: Board, now: WallTime) {
    try WireText.decode(bytes, schemas: 1...3) { fields throws(FieldTrouble) in
      var (board, now) = (Board.blank, WallTime.blank)
      try fields.must("now", &now)
      try fields.must("board", &board)
      return (board, now)
    }
  }
}
