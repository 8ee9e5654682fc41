import FuseboxCore
import FuseboxStore
import GRDB
import Testing

/// Overrides as the command line changes them when no agent runs.
struct OverrideFileTests {
  private let fixture = StoreFixture()

  private func file() -> OverrideFile {
    OverrideFile(directory: fixture.directory, settings: fixture.settings)
  }

  @Test func `a change is written when the override is the one that was seen`() async {
    let file = file()
    _ = await file.open()
    #expect(await file.write(StoreSamples.record(1), expecting: 0) == .written)
    #expect(await file.write(StoreSamples.record(2), expecting: 1) == .written)
    let (stored, health) = await file.open()
    #expect(stored.overrides.isEmpty)
    #expect(stored.revisions == ["stripe": 2])
    #expect(health.condition == .fine)
    await file.close()
  }

  @Test func `a change is refused when someone else was first`() async {
    let (first, second) = (file(), file())
    _ = await first.open()
    _ = await second.open()
    #expect(await first.write(StoreSamples.record(1), expecting: 0) == .written)
    var mine = StoreSamples.record(1)
    mine.id = "b2-1"
    #expect(
      await second.write(mine, expecting: 0)
        == .changedMeanwhile(by: "mara", at: StoreSamples.record(1).at))
    #expect(await second.audit(provider: nil, limit: 10).map(\.id) == ["b1-stripe-1"])
    await first.close()
    await second.close()
  }

  @Test func `a change that cannot be written fails at once and nothing waits`() async {
    let file = OverrideFile(directory: "/proc/fusebox", settings: fixture.settings)
    let answer = await file.write(StoreSamples.record(1), expecting: 0)
    guard case .failed(let health) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(health.condition == .readOnly)
    #expect(health.unaudited == 0)
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
