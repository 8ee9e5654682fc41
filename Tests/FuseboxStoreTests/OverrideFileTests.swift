import Dispatch
import FuseboxCore
import FuseboxStore
import GRDB
import Testing

/// Overrides and their audit rows, whatever order they come in.
struct OverrideFileTests {
  private let fixture = StoreFixture()

  private func file() -> OverrideFile {
    OverrideFile(directory: fixture.directory, settings: fixture.settings)
  }

  @Test func `a row that comes late does not bring back an older override`() async throws {
    let file = file()
    _ = await file.open()
    #expect(await file.record(StoreSamples.record(2)))
    #expect(await file.record(StoreSamples.record(1)))
    let (stored, _) = await file.open()
    #expect(stored.overrides.isEmpty)
    #expect(stored.revisions == ["stripe": 2])
    #expect(try await file.audit(provider: nil, limit: 10).count == 2)
    await file.close()
  }

  @Test func `writing a row twice keeps one`() async throws {
    let file = file()
    #expect(await file.record(StoreSamples.record(1)))
    #expect(await file.record(StoreSamples.record(1)))
    #expect(try await file.audit(provider: nil, limit: 10).count == 1)
    await file.close()
  }

  @Test func `a change by an agent that could not read the file counts as the newest`()
    async throws
  {
    var file = file()
    #expect(await file.record(StoreSamples.record(7)))
    await file.close()
    let bytes = try fixture.bytes(of: "fusebox.db")
    try fixture.put(Array("not now".utf8), at: "fusebox.db")
    let floor = await self.file().open().stored.revisionFloor
    try fixture.put(bytes, at: "fusebox.db")
    file = self.file()
    #expect(await file.record(StoreSamples.record(floor + floor % 2 + 2)))
    let (stored, _) = await file.open()
    #expect(stored.overrides.isEmpty)
    #expect(stored.revisions == ["stripe": floor + floor % 2 + 2])
    #expect(stored.revisionFloor == 0)
    await file.close()
  }

  @Test func `in whatever order two agents' changes are written the same one is in force`()
    async throws
  {
    // Each would overtake the other if either a higher revision or a later time did.
    let changes = [(5, 1, "a"), (3, 2, "b"), (5, 1, "c")].map {
      (revision: Int64, seconds: Int64, id: String) -> AuditRecord in
      var record = StoreSamples.record(revision, reason: id)
      (record.at, record.id) = (StoreSamples.time + .seconds(seconds), id)
      return record
    }
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
      let fixture = StoreFixture()
      let file = OverrideFile(directory: fixture.directory, settings: fixture.settings)
      for index in order { #expect(await file.record(changes[index])) }
      #expect(await file.open().stored.overrides.map(\.reason) == ["c"], "\(order)")
      await file.close()
    }
  }

  @Test
  func `an answer does not wait for a disk that takes long, and the row is written after all`()
    async throws
  {
    let gate = DispatchSemaphore(value: 0)
    var settings = fixture.settings
    settings.patience = .milliseconds(1)
    settings.beforeWrite = { _ in gate.wait() }
    let late = AsyncStream.makeStream(of: String.self)
    let file = OverrideFile(
      directory: fixture.directory, settings: settings, onLate: { late.continuation.yield($0) })
    #expect(await file.record(StoreSamples.record(1)) == false)
    #expect(await file.record(StoreSamples.record(2)) == false)
    for _ in 1...4 { gate.signal() }
    var ids = late.stream.makeAsyncIterator()
    #expect(await ids.next() == StoreSamples.record(1).id)
    #expect(await ids.next() == StoreSamples.record(2).id)
    await file.close()
  }

  @Test func `behind a change that waits for another process the next is answered at once`()
    async throws
  {
    let tries = Counter()
    var settings = fixture.settings
    settings.beforeWrite = { _ in
      _ = tries.add()
      throw DatabaseError(resultCode: .SQLITE_BUSY)
    }
    let file = OverrideFile(directory: fixture.directory, settings: settings)
    #expect(await file.record(StoreSamples.record(1)) == false)
    for revision in 2...5 {
      #expect(await file.record(StoreSamples.record(Int64(revision))) == false)
    }
    #expect(tries.add() == 2)
    await file.close()
  }

  @Test func `overrides are in force even when the file cannot be written at the start`()
    async throws
  {
    var file = file()
    #expect(await file.record(StoreSamples.record(1)))
    await file.close()
    let other = try fixture.connect("fusebox.db")
    try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    file = self.file()
    let (stored, health) = await file.open()
    #expect(health.condition == .locked)
    #expect(stored.overrides == [StoreSamples.record(1).override])
    try await other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    #expect(await file.record(StoreSamples.record(2)))
    await file.close()
  }
}
