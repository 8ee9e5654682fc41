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

  @Test func `a row that comes late does not bring back an older override`() async {
    let file = file()
    _ = await file.open()
    #expect(await file.record(StoreSamples.record(2)))
    #expect(await file.record(StoreSamples.record(1)))
    let (stored, _) = await file.open()
    #expect(stored.overrides.isEmpty)
    #expect(stored.revisions == ["stripe": 2])
    #expect(await file.audit(provider: nil, limit: 10).count == 2)
    await file.close()
  }

  @Test func `writing a row twice keeps one`() async {
    let file = file()
    #expect(await file.record(StoreSamples.record(1)))
    #expect(await file.record(StoreSamples.record(1)))
    #expect(await file.audit(provider: nil, limit: 10).count == 1)
    await file.close()
  }

  @Test func `a change by an agent that could not read the file counts as the newest`() async {
    let file = file()
    #expect(await file.record(StoreSamples.record(7)))
    var reset = StoreSamples.record(2)
    reset.at = StoreSamples.record(7).at + .seconds(1)
    #expect(await file.record(reset))
    let (stored, _) = await file.open()
    #expect(stored.overrides.isEmpty)
    #expect(stored.revisions == ["stripe": 7])
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
