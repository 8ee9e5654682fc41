import FuseboxCore
import FuseboxStore
import FuseboxTestSupport
import Testing

/// What each port promises, held by the program's implementation and by the tests'.
struct PortConformanceTests {
  enum Implementation: CaseIterable, Sendable { case databases, memory }

  private let fixture = StoreFixture()

  private func opened(_ implementation: Implementation) async -> any Journal {
    let journal: any Journal =
      switch implementation {
      case .databases: fixture.journal { $0.groupDelay = .seconds(3600) }
      case .memory: MemoryJournal()
      }
    _ = await journal.recover()
    return journal
  }

  private let story: [Envelope] = [
    StoreSamples.started(), StoreSamples.call(seq: 2),
    StoreSamples.opened(seq: 3, at: StoreSamples.time + .seconds(60)),
    StoreSamples.opened(seq: 4, at: StoreSamples.time + .seconds(120), provider: "github"),
    StoreSamples.call(seq: 5, at: StoreSamples.time + .seconds(120)),
  ]

  @Test(arguments: Implementation.allCases)
  func `who asks sees everything that was appended before`(_ kind: Implementation) async throws {
    let journal = await opened(kind)
    journal.append(story)
    let changes = try await journal.changes(provider: nil, since: nil, limit: 9)
    #expect(changes.map(\.seq) == [4, 3, 1])
    #expect(changes == StoreSamples.fold(story).changes)
    let log = try await journal.log(provider: nil, since: nil, limit: 9)
    #expect(log == [story[0], story[2], story[3]])
    await journal.close()
  }

  @Test(arguments: Implementation.allCases)
  func `a question is bounded by provider, time and number`(_ kind: Implementation) async throws {
    let journal = await opened(kind)
    journal.append(story)
    let later = StoreSamples.time + .seconds(61)
    #expect(try await journal.changes(provider: "stripe", since: nil, limit: 9).map(\.seq) == [3])
    #expect(try await journal.changes(provider: nil, since: later, limit: 9).map(\.seq) == [4])
    #expect(try await journal.changes(provider: nil, since: nil, limit: 2).map(\.seq) == [4, 3])
    #expect(try await journal.log(provider: "github", since: nil, limit: 9).map(\.seq) == [4])
    #expect(try await journal.log(provider: nil, since: later, limit: 9).map(\.seq) == [4])
    #expect(try await journal.log(provider: nil, since: nil, limit: 2).map(\.seq) == [3, 4])
    await journal.close()
  }

  @Test(arguments: Implementation.allCases)
  func `a change that was taken is in the audit, newest first`(_ kind: Implementation) async throws
  {
    let journal = await opened(kind)
    let records = [
      StoreSamples.record(1), StoreSamples.record(1, provider: "github"), StoreSamples.record(2),
    ]
    for record in records { #expect(await journal.record(record)) }
    var audited = records
    for index in audited.indices { audited[index].audited = true }
    let all = try await journal.audit(provider: nil, limit: 9)
    #expect(all == audited.reversed())
    #expect(try await journal.audit(provider: "stripe", limit: 1) == [audited[2]])
    await journal.close()
  }

  @Test(arguments: Implementation.allCases)
  func `a board of any moment is the fold of what had happened`(_ kind: Implementation) async throws
  {
    let journal = await opened(kind)
    for (index, event) in story.enumerated() {
      journal.append([event])
      if index == 2 { await journal.checkpoint(StoreSamples.fold(Array(story.prefix(3)))) }
    }
    for (seconds, count) in [(0, 2), (59, 2), (60, 3), (119, 3), (120, 5)] {
      let board = try await journal.board(at: StoreSamples.time + .seconds(seconds))
      #expect(board == StoreSamples.fold(Array(story.prefix(count))), "\(seconds)")
    }
    #expect(try await journal.board(at: StoreSamples.time + .seconds(-1)) == nil)
    await journal.close()
  }

  @Test(arguments: Implementation.allCases)
  func `closing ends its streams`(_ kind: Implementation) async throws {
    let journal = await opened(kind)
    await journal.close()
    for await _ in journal.health() {}
    for await _ in journal.auditedLate() {}
  }
}
