import FuseboxCore
import FuseboxStore
import GRDB
import Testing

@testable import enum FuseboxStore.FileHeader
@testable import struct FuseboxStore.Schema
@testable import struct FuseboxStore.StoreTrouble

struct MigrationTests {
  private let fixture = StoreFixture()

  @Test func `a file carries its mark and its version`() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    await journal.close()
    #expect(
      try FileHeader(path: fixture.path("fusebox.db"))
        == .database(applicationID: 0x6675_7365, userVersion: 1))
    #expect(
      try FileHeader(path: fixture.path("history.db"))
        == .database(applicationID: 0x6675_7368, userVersion: 3))
  }

  @Test func `only the missing steps are made, in order`() throws {
    let steps = ["a", "b", "c"].map { name -> @Sendable (Database) throws -> Void in
      { try $0.execute(sql: "CREATE TABLE \(name) (x)") }
    }
    let queue = try DatabaseQueue()
    try queue.inDatabase { (db: Database) throws in
      try schema(Array(steps.prefix(1))).migrate(db)
      #expect(try tables(db) == ["a"])
      try schema(steps).migrate(db)
      #expect(try tables(db) == ["a", "b", "c"])
      try schema(steps).migrate(db)
      #expect(try Int.fetchOne(db, sql: "PRAGMA user_version") == 3)
    }
  }

  @Test func `a step that fails leaves the version before it`() throws {
    let queue = try DatabaseQueue()
    try queue.inDatabase { (db: Database) throws in
      let steps: [@Sendable (Database) throws -> Void] = [
        { try $0.execute(sql: "CREATE TABLE a (x)") },
        { db in
          try db.execute(sql: "CREATE TABLE b (x)")
          try db.execute(sql: "nonsense")
        },
      ]
      #expect(throws: DatabaseError.self) { try schema(steps).migrate(db) }
      #expect(try tables(db) == ["a"])
      #expect(try Int.fetchOne(db, sql: "PRAGMA user_version") == 1)
    }
  }

  @Test func `a newer version that only the write-ahead log knows is refused`() throws {
    let queue = try DatabaseQueue()
    try queue.inDatabase { (db: Database) throws in
      try db.execute(sql: "PRAGMA user_version = 2")
      #expect(
        throws: StoreTrouble(
          .newer, "made by a newer fusebox (version 2, this one knows 1)")
      ) { try schema([{ _ in }]).migrate(db) }
    }
  }

  private func schema(_ steps: [@Sendable (Database) throws -> Void]) -> Schema {
    Schema(fileName: "x.db", applicationID: 7, synchronous: .full, migrations: steps)
  }

  private func tables(_ db: Database) throws -> [String] {
    try String.fetchAll(
      db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
  }
}
