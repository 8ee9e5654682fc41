import FuseboxCore

/// A board with the moment it was taken: `{"board":{…},"now":"…","schema":1}`. The answer of
/// `GET /v1/board` and the checkpoint in the history. Times inside `board` are milliseconds since
/// 1970-01-01T00:00:00Z.
package enum BoardCodec {
  package static func encode(_ board: Board, now: WallTime) throws(WireError) -> [UInt8] {
    try WireJSON.encode(BoardDocument(now: TimeField(now), board: board))
  }

  package static func decode(
    _ bytes: [UInt8]
  ) throws(WireError) -> (board: Board, now: WallTime) {
    let document = try WireJSON.decode(BoardDocument.self, from: bytes)
    return (document.board, document.now.wall)
  }
}

private struct BoardDocument: Codable {
  var schema = SchemaField()
  var now: TimeField
  var board: Board
}
