import FuseboxCore
import FuseboxWire

/// The newest board as it is sent. However many ask, it is written once for each event and
/// heartbeat: a crowd that asks for boards must cost a person's command no time.
final class BoardDocument: Sendable {
  private struct Written {
    var seq: Int64
    var at: WallTime
    var bytes: [UInt8]
  }

  private let written = Guarded<Written?>(nil)

  /// - Parameter now: the moment that is named, unless this board was written before.
  func bytes(of board: Board, now: WallTime) throws(WireError) -> [UInt8] {
    let known = written.withLock { $0 }
    if let known, (known.seq, known.at) == (board.seq, board.at) { return known.bytes }
    let bytes = try BoardCodec.encode(board, now: now)
    written.withLock { $0 = Written(seq: board.seq, at: board.at, bytes: bytes) }
    return bytes
  }
}
