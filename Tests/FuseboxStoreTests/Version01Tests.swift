import Foundation
import FuseboxCore
import FuseboxWords
import FuseboxStore
import GRDB
import Testing

/// The two files that a run of 0.1 left behind: every later program opens them.
struct Version01Tests {
  private let fixture = StoreFixture()
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/0.1")

  private func journal() throws -> SQLiteJournal {
    for file in ["fusebox.db", "history.db"] {
      try fixture.put([UInt8](try Data(contentsOf: Self.folder.appending(path: file))), at: file)
    }
    return fixture.journal()
  }

  @Test func `they open with their overrides and their board`() async throws {
    let journal = try journal()
    let recovered = await journal.recover()
    #expect(recovered.health.allSatisfy { $0.condition == .fine })
    #expect(recovered.seq == 266)
    #expect(recovered.board.seq == 266)
    #expect(recovered.board.providers.map(\.id) == ["stripe", "github", "redis"])
    let overrides = recovered.overrides.sorted { $0.provider < $1.provider }
    #expect(overrides.map(\.kind) == [.forcedOpen, .forcedClosed])
    #expect(overrides.map(\.reason) == ["until it is over", "we know it works"])
    #expect(overrides.map(\.revision) == [2, 1])
    #expect(overrides.map(\.until?.milliseconds) == [nil, 1_795_659_593_003])
    await journal.close()
  }

  @Test func `they open with their audit, changes and log`() async throws {
    let journal = try journal()
    _ = await journal.recover()
    let audit = try await journal.audit(provider: nil, limit: 10)
    #expect(audit.map(\.action) == [.hold, .extend, .trip])
    let changes = try await journal.changes(provider: nil, since: nil, limit: 100)
    #expect(changes.count == 11)
    #expect(changes.last?.what == "agent started")
    let log = try await journal.log(provider: nil, since: nil, limit: 100)
    #expect(log.count == 11)
    await journal.close()
  }

  @Test func `the events alone give the board of the checkpoint back`() async throws {
    let journal = try journal()
    try await fixture.connect("history.db").write { try $0.execute(sql: "DELETE FROM checkpoint") }
    let recovered = await journal.recover()
    #expect(recovered.board.seq == 266)
    #expect(recovered.board["github"]?.breaker.override?.reason == "until it is over")
    await journal.close()
  }
}
