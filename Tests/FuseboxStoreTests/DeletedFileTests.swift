import Foundation
import FuseboxCore
import FuseboxStore
import Testing

/// Somebody deletes the state directory while an agent has its files open.
struct DeletedFileTests {
  private let fixture = StoreFixture()

  @Test func `it is noticed without a write, and said once of each file`() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    var health = journal.health().makeAsyncIterator()
    try FileManager.default.removeItem(atPath: fixture.directory)
    journal.look()
    journal.look()
    let said = [try #require(await health.next()), try #require(await health.next())]
    #expect(
      said == [
        StoreHealth(
          file: "fusebox.db", condition: .failed,
          message: "fusebox.db: deleted while the agent runs; trips work, but only in memory"),
        StoreHealth(
          file: "history.db", condition: .failed,
          message: "history.db: deleted while the agent runs; readings are not kept"),
      ])
    await journal.close()
    #expect(await health.next() == nil)
  }

  @Test func `a change is kept in memory and told unaudited`() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    #expect(await journal.record(StoreSamples.record(1)) == true)
    try FileManager.default.removeItem(atPath: fixture.directory)
    #expect(await journal.record(StoreSamples.record(2)) == false)
    await #expect(
      throws: CommandRefusal.historyUnreadable("fusebox.db: deleted while the agent runs")
    ) { try await journal.audit(provider: nil, limit: 9) }
    await journal.close()
    #expect(!FileManager.default.fileExists(atPath: fixture.path("fusebox.db")))
  }

  @Test func `another file in the place is not written either`() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    for file in ["fusebox.db", "history.db"] {
      try FileManager.default.removeItem(atPath: fixture.path(file))
      try fixture.put([], at: file)
    }
    journal.append([StoreSamples.started()])
    #expect(await journal.record(StoreSamples.record(1)) == false)
    await journal.close()
    for file in ["fusebox.db", "history.db"] { #expect(try fixture.bytes(of: file).isEmpty) }
  }

  @Test func `moved back, it is written again`() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    let aside = fixture.directory + "-aside"
    try FileManager.default.moveItem(atPath: fixture.directory, toPath: aside)
    #expect(await journal.record(StoreSamples.record(1)) == false)
    journal.append([StoreSamples.started()])
    try FileManager.default.moveItem(atPath: aside, toPath: fixture.directory)
    await journal.close()
    let recovered = await fixture.journal().recover()
    #expect(recovered.revisions == ["stripe": 1])
    #expect(recovered.seq == 1)
  }
}
