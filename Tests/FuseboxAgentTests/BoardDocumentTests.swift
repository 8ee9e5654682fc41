import FuseboxCore
import FuseboxWire
import Testing

@testable import FuseboxAgent

struct BoardDocumentTests {
  private func envelope(_ seq: Int64, _ event: Event, at time: WallTime) -> Envelope {
    Envelope(seq: seq, wall: time, boot: "b", event: event)
  }

  @Test func `a board is written once, and anew after each event and each heartbeat`() throws {
    let start = WallTime(milliseconds: 1_800_000_000_000)
    let document = BoardDocument()
    var board = Board()
    let first = try document.bytes(of: board, now: start)
    #expect(try document.bytes(of: board, now: start + .milliseconds(300)) == first)

    board.apply(envelope(0, .heartbeat, at: start + .seconds(1)))
    let beaten = try document.bytes(of: board, now: start + .seconds(1))
    #expect(try BoardCodec.decode(beaten).now == start + .seconds(1))

    let health = StoreHealth(file: "history.db", condition: .full, message: "the disk is full")
    board.apply(envelope(1, .store(health), at: start + .seconds(1)))
    let told = try document.bytes(of: board, now: start + .seconds(1))
    #expect(try BoardCodec.decode(told).board == board)
  }
}
