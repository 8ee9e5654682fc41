import FoundationEssentials
import FuseboxCore
import FuseboxStore
import GRDB
import Testing

/// What goes in comes out, also after a restart.
struct JournalTests {
  private let fixture = StoreFixture()

  private var story: [Envelope] {
    [
      StoreSamples.started(), StoreSamples.call(seq: 2),
      StoreSamples.call(seq: 3, outcome: .failure(.server)),
      StoreSamples.opened(seq: 4, at: StoreSamples.time + .seconds(60)),
      StoreSamples.opened(seq: 5, at: StoreSamples.time + .seconds(120), provider: "github"),
    ]
  }

  @Test func `a new directory gives an empty board and two private files`() async throws {
    let journal = fixture.journal()
    let recovered = await journal.recover()
    #expect(recovered.board == Board())
    #expect(recovered.seq == 0)
    #expect(recovered.overrides.isEmpty)
    #expect(recovered.health.map(\.file) == ["fusebox.db", "history.db"])
    #expect(recovered.health.allSatisfy { $0.condition == .fine && $0.message.isEmpty })
    func mode(_ path: String) throws -> Int {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      return try #require(attributes[.posixPermissions] as? Int)
    }
    #expect(try mode(fixture.directory) == 0o700)
    for file in try fixture.files() { #expect(try mode(fixture.path(file)) == 0o600, "\(file)") }
    await journal.close()
  }

  @Test func `events alone give the board back`() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    journal.append(story)
    await journal.close()
    let recovered = await fixture.journal().recover()
    #expect(recovered.board == StoreSamples.fold(story))
    #expect(recovered.seq == 5)
  }

  @Test func `a checkpoint and the events after it give the board back`() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    journal.append(Array(story.prefix(3)))
    await journal.checkpoint(StoreSamples.fold(Array(story.prefix(3))))
    journal.append(Array(story.dropFirst(3)))
    await journal.close()
    let recovered = await fixture.journal().recover()
    #expect(recovered.board == StoreSamples.fold(story))
  }

  @Test func `a checkpoint alone gives the board back`() async throws {
    let journal = fixture.journal()
    let board = StoreSamples.fold(story)
    _ = await journal.recover()
    await journal.checkpoint(board)
    await journal.close()
    let recovered = await fixture.journal().recover()
    #expect(recovered.board == board)
    #expect(recovered.seq == 5)
  }

  @Test func `heartbeats are not stored`() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    journal.append([
      StoreSamples.started(),
      Envelope(seq: 1, wall: StoreSamples.time, boot: "b1", event: .heartbeat),
    ])
    await journal.close()
    let count = try await fixture.connect("history.db").read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM event")
    }
    #expect(count == 1)
  }

  @Test func `overrides in force and revisions come back`() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    #expect(await journal.record(StoreSamples.record(1)))
    #expect(await journal.record(StoreSamples.record(1, provider: "github")))
    #expect(await journal.record(StoreSamples.record(2, provider: "github")))
    await journal.close()
    let recovered = await fixture.journal().recover()
    #expect(recovered.overrides == [StoreSamples.record(1).override])
    #expect(recovered.revisions == ["stripe": 1, "github": 2])
  }

  @Test func `the audit is newest first and marked as written`() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    for revision in 1...4 { _ = await journal.record(StoreSamples.record(Int64(revision))) }
    _ = await journal.record(StoreSamples.record(1, provider: "github"))
    #expect(
      try await journal.audit(provider: "stripe", limit: 3).map(\.revision) == [4, 3, 2])
    let all = try await journal.audit(provider: nil, limit: 10)
    #expect(all.first?.provider == "github")
    #expect(all.count == 5)
    #expect(all.allSatisfy { $0.audited })
    await journal.close()
  }

  @Test func `the audit can be neither changed nor deleted`() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    _ = await journal.record(StoreSamples.record(1))
    await journal.close()
    let other = try fixture.connect("fusebox.db")
    await #expect(throws: (any Error).self) {
      try await other.write { try $0.execute(sql: "DELETE FROM audit") }
    }
    await #expect(throws: (any Error).self) {
      try await other.write { try $0.execute(sql: "UPDATE audit SET json = ''") }
    }
  }

  @Test func `changes are what the board's fold said, newest first`() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    journal.append(story)
    let board = StoreSamples.fold(story)
    await journal.checkpoint(board)
    #expect(try await journal.changes(provider: nil, since: nil, limit: 100) == board.changes)
    #expect(
      try await journal.changes(provider: "stripe", since: nil, limit: 100)
        == board.changes.filter { $0.provider == "stripe" })
    let late = StoreSamples.time + .seconds(61)
    #expect(
      try await journal.changes(provider: nil, since: late, limit: 100).map(\.seq) == [5])
    #expect(try await journal.changes(provider: nil, since: nil, limit: 1).map(\.seq) == [5])
    await journal.close()
  }

  @Test func `the log holds what changed something, oldest first, the newest within the limit`()
    async
    throws
  {
    let journal = fixture.journal()
    _ = await journal.recover()
    journal.append(story)
    await journal.checkpoint(StoreSamples.fold(story))
    #expect(try await journal.log(provider: nil, since: nil, limit: 10).map(\.seq) == [1, 4, 5])
    #expect(try await journal.log(provider: "github", since: nil, limit: 10) == [story[4]])
    #expect(try await journal.log(provider: nil, since: nil, limit: 2).map(\.seq) == [4, 5])
    await journal.close()
  }

  @Test func `a restart in the middle repeats no change`() async throws {
    var journal = fixture.journal()
    _ = await journal.recover()
    journal.append(Array(story.prefix(4)))
    await journal.close()
    journal = fixture.journal()
    _ = await journal.recover()
    journal.append(Array(story.dropFirst(4)))
    await journal.checkpoint(StoreSamples.fold(story))
    #expect(
      try await journal.changes(provider: nil, since: nil, limit: 100)
        == StoreSamples.fold(story).changes)
    await journal.close()
  }

  @Test func `the event number survives the loss of the history`() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    await journal.checkpoint(StoreSamples.fold(story))
    await journal.close()
    for file in try fixture.files() where file.hasPrefix("history.db") {
      try FileManager.default.removeItem(atPath: fixture.path(file))
    }
    let recovered = await fixture.journal().recover()
    #expect(recovered.seq == 5)
    #expect(recovered.board == Board())
  }

  @Test func `overrides survive a power cut, and the history gives its pages back`() async throws {
    let found = Guarded<Set<[Int?]>>([])
    let journal = fixture.journal { settings in
      settings.beforeWrite = { db in
        let levels = try ["application_id", "synchronous", "auto_vacuum"].map {
          try Int.fetchOne(db, sql: "PRAGMA \($0)")
        }
        found.withLock { _ = $0.insert(levels) }
      }
    }
    _ = await journal.recover()
    _ = await journal.record(StoreSamples.record(1))
    await journal.checkpoint(Board())
    #expect(found.withLock { $0 } == [[0x6675_7365, 2, 2], [0x6675_7368, 1, 2]])
    await journal.close()
  }
}
