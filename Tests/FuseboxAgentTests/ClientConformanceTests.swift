import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxAgent

/// What every client of an agent promises, in its process and over its socket.
@Suite(.timeLimit(.minutes(1))) struct ClientConformanceTests {
  private static let trip = BreakerCommandTests.command(.trip, seconds: 600)

  /// The first board of a client that is like this.
  private static func board(
    of client: any AgentClient, where isWanted: (Board) -> Bool
  ) async -> Board? {
    for await board in await client.boards() where isWanted(board) { return board }
    return nil
  }

  @Test(arguments: AttachedAgent.Way.allCases)
  func `a trip is on the board of another client, as it is on the agent's`(
    way: AttachedAgent.Way
  ) async throws {
    try await AttachedAgent.with(way) { attached in
      let (first, second) = (attached.client(), attached.client())
      let watching = Task {
        await Self.board(of: second) {
          $0["github"]?.breaker.override != nil && $0["github"]?.breaker.lastChange?.audited == true
        }
      }
      let record = try #require(try await first.perform(Self.trip))
      #expect(record.audited && record.to == .forcedOpen)
      let board = try #require(await watching.value)
      #expect(board["github"]?.breaker.lastChange?.id == record.id)
      #expect(await attached.agent.board == board)
    }
  }

  @Test(arguments: AttachedAgent.Way.allCases)
  func `boards go on after the first, each newer than the one before`(
    way: AttachedAgent.Way
  ) async throws {
    try await AttachedAgent.with(way) { attached in
      var boards = await attached.client().boards().makeAsyncIterator()
      var seen = try #require(await boards.next()).seq
      for kind in [Command.Kind.trip, .reset, .trip] {
        let record = try await attached.client().perform(BreakerCommandTests.command(kind))
        repeat {
          let board = try #require(await boards.next())
          #expect(board.seq >= seen)
          seen = board.seq
          if board["github"]?.breaker.lastChange?.id == record?.id { break }
        } while true
      }
    }
  }

  @Test(arguments: AttachedAgent.Way.allCases)
  func `a reader that falls behind gets the newest board, and no gap`(
    way: AttachedAgent.Way
  ) async throws {
    try await AttachedAgent.with(way) { attached in
      var boards = await attached.client().boards().makeAsyncIterator()
      _ = await boards.next()
      // More than a hub keeps for somebody who stands still.
      for number in 0..<4500 {
        let health = StoreHealth(file: "a", condition: .full, message: "\(number)")
        await attached.agent.tell(health)
      }
      let newest = await attached.agent.board
      var read = 0
      while let board = await boards.next() {
        read += 1
        guard board.seq == newest.seq else { continue }
        #expect(board == newest)
        break
      }
      #expect(read < 4500)
    }
  }

  @Test(arguments: AttachedAgent.Way.allCases)
  func `changes and audit are the agent's, newest first`(way: AttachedAgent.Way) async throws {
    try await AttachedAgent.with(way) { attached in
      let (client, agent) = (attached.client(), attached.agent)
      for kind in [Command.Kind.trip, .reset, .hold] {
        attached.time.advance(by: .seconds(5))
        _ = try await client.perform(BreakerCommandTests.command(kind, seconds: 60))
      }
      let audit = try await client.audit(provider: "github", limit: 2)
      #expect(audit.map(\.action) == [.hold, .reset])
      #expect(audit == (try await agent.audit(provider: "github", limit: 2)))
      let since = Scene.start + .seconds(10)
      let changes = try await client.changes(provider: nil, since: since, limit: 100)
      #expect(!changes.isEmpty && changes.allSatisfy { $0.at >= since })
      #expect(changes == (try await agent.changes(provider: nil, since: since, limit: 100)))
      #expect(try await client.audit(provider: "stripe", limit: 5).isEmpty)
    }
  }

  @Test(arguments: AttachedAgent.Way.allCases)
  func `a refusal is the same value`(way: AttachedAgent.Way) async throws {
    try await AttachedAgent.with(way) { attached in
      let client = attached.client()
      var unknown = Self.trip
      unknown.provider = "githbu"
      let refused: [(Command, CommandRefusal)] = [
        (unknown, .unknownProvider("githbu", near: ["github"])),
        (BreakerCommandTests.command(.trip, reason: " "), .reasonMissing),
        (BreakerCommandTests.command(.hold), .lengthMissing),
        (BreakerCommandTests.command(.hold, seconds: 90_000), .lengthTooLong),
        (BreakerCommandTests.command(.undo), .nothingToUndo),
      ]
      for (command, refusal) in refused {
        await #expect(throws: refusal) { _ = try await client.perform(command) }
      }
      _ = try await client.perform(Self.trip)
      await #expect(throws: CommandRefusal.tripped(by: Scene.mara.name)) {
        _ = try await client.perform(BreakerCommandTests.command(.probe))
      }
      let stale = BreakerCommandTests.command(.reset, expected: 0)
      await #expect(
        throws: CommandRefusal.changedMeanwhile(by: Scene.mara.name, at: attached.agent.now.wall)
      ) { _ = try await client.perform(stale) }
    }
  }

  @Test(arguments: AttachedAgent.Way.allCases)
  func `who leaves gets no more boards, and follows no more`(way: AttachedAgent.Way) async throws {
    try await AttachedAgent.with(way) { attached in
      let client = attached.client()
      let (firsts, first) = AsyncStream.makeStream(of: Void.self)
      let reading = Task {
        for await _ in await client.boards() { first.yield() }
      }
      _ = await firsts.first { true }
      while await attached.agent.readers == 0 { await Task.yield() }
      reading.cancel()
      await reading.value
      // An agent forgets who has left at the next events.
      var number = 0
      while await attached.agent.readers > 0 {
        number += 1
        await attached.agent.tell(StoreHealth(file: "a", condition: .full, message: "\(number)"))
      }
    }
  }

  @Test func `the agent's end is the end of its boards`() async throws {
    try await AttachedAgent.with(.local) { attached in
      var boards = await attached.client().boards().makeAsyncIterator()
      #expect(await boards.next() != nil)
      await attached.agent.close()
      #expect(await boards.next() == nil)
    }
  }

  @Test func `the agent's end is the end of its events, and a remote board stands`() async throws {
    try await AttachedAgent.with(.remote) { attached in
      let network = try #require(attached.network)
      let client = attached.client()
      let last = Guarded<Board?>(nil)
      let reading = Task(executorPreference: network.executor) {
        for await board in await client.boards() { last.withLock { $0 = board } }
      }
      while await attached.agent.readers == 0 { await Task.yield() }
      let record = try #require(try await client.perform(Self.trip))
      while last.withLock({ $0?["github"]?.breaker.lastChange?.id }) != record.id {
        await Task.yield()
      }
      await attached.agent.close()
      #expect(await attached.agent.readers == 0)
      reading.cancel()
      await reading.value
      #expect(last.withLock { $0?["github"]?.breaker.override } != nil)
    }
  }
}
