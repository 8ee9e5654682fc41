import FuseboxCore
import FuseboxTestSupport
import FuseboxWire
import GRDB
import Testing

@testable import enum FuseboxStore.Checkpoints
@testable import struct FuseboxStore.EventBatch
@testable import struct FuseboxStore.EventRow
@testable import enum FuseboxStore.HistoryQueries
@testable import struct FuseboxStore.Schema
@testable import enum FuseboxStore.StoredHistogram

/// Boards of the past: checkpoint and events give the board that was live then.
struct BoardAtTests {
  private func database() throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.prepareDatabase { $0.add(function: StoredHistogram.merge) }
    let queue = try DatabaseQueue(configuration: configuration)
    try queue.inDatabase { try Schema.history.migrate($0) }
    return queue
  }

  private func store(_ db: Database, _ board: Board, now: WallTime) throws {
    let json = String(decoding: try BoardCodec.encode(board, now: now), as: UTF8.self)
    try Checkpoints.write(db, board, json: json, now: now)
  }

  @Test func `the board at any moment is the live board of then`() throws {
    let queue = try database()
    for seed in 1...1000 as ClosedRange<UInt64> {
      var dice = SeededGenerator(seed: seed)
      var life = EventDice(seed: seed)
      let events = life.envelopes(14).filter { $0.event != .heartbeat }
      try queue.write { db in
        for table in ["event", "change", "checkpoint"] {
          try db.execute(sql: "DELETE FROM \(table)")
        }
        var board = Board()
        let kept = Int.random(in: 0..<events.count, using: &dice)
        for (index, event) in events.enumerated() {
          board.apply(event)
          try EventBatch([EventRow(event, changes: [])]).write(db)
          if index == kept { try store(db, board, now: board.at) }
        }
      }
      let index = Int.random(in: events.indices, using: &dice)
      let time = events[index].wall
      let live = StoreSamples.fold(events.filter { $0.wall <= time })
      let found = try queue.read { try HistoryQueries.board($0, at: time) }
      try #require(found == live, "seed \(seed), at event \(index)")
    }
  }

  @Test func `a checkpoint that cannot be read is passed over, and said`() throws {
    let events = [StoreSamples.started()] + (2...30).map { StoreSamples.call(seq: $0) }
    let start = try database().write { db in
      for event in events { try EventBatch([EventRow(event, changes: [])]).write(db) }
      for count in [10, 20] {
        let board = StoreSamples.fold(Array(events.prefix(count)))
        try store(db, board, now: StoreSamples.time + .seconds(60 * count))
      }
      try db.execute(
        sql: "UPDATE checkpoint SET json = '{' WHERE seq = (SELECT max(seq) FROM checkpoint)")
      return try HistoryQueries.start(db)
    }
    #expect(start.board == StoreSamples.fold(events))
    #expect(start.damaged == 1)
  }

  @Test func `one checkpoint a minute is kept for an hour, one an hour for a week`() throws {
    let queue = try database()
    let start = WallTime(milliseconds: 1_795_443_600_000 / 3_600_000 * 3_600_000)
    let kept = try queue.write { db in
      var board = Board()
      for minute in stride(from: 0, through: 8 * 1440, by: 20) {
        board.seq += 1
        board.at = start + .seconds(60 * minute)
        try store(db, board, now: board.at)
      }
      for second in stride(from: 20, through: 7200, by: 20) {
        board.seq += 1
        board.at = start + .seconds(60 * 8 * 1440 + second)
        try store(db, board, now: board.at)
      }
      return try Int64.fetchAll(db, sql: "SELECT at FROM checkpoint ORDER BY seq")
    }
    let newest = try #require(kept.last)
    let ages = kept.map { (newest - $0) / 1000 }
    #expect(ages.filter { $0 <= 3600 }.count <= 61)
    #expect(ages.filter { $0 <= 3600 }.count >= 60)
    #expect(ages.filter { $0 > 3600 }.count <= 7 * 24)
    #expect(ages.filter { $0 > 3600 }.count >= 7 * 24 - 2)
    #expect(ages.allSatisfy { $0 <= 7 * 86_400 })
  }

  @Test func `where the beginning was deleted there is no board`() throws {
    let board = try database().write { db in
      for event in [StoreSamples.started(), StoreSamples.call(seq: 2)] {
        try EventBatch([EventRow(event, changes: [])]).write(db)
      }
      try db.execute(sql: "DELETE FROM event WHERE seq = 1")
      return try HistoryQueries.board(db, at: StoreSamples.time)
    }
    #expect(board == nil)
  }
}
