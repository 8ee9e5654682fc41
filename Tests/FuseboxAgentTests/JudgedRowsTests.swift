import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxAgent

struct JudgedRowsTests {
  @Test func `a board has the rows that it was judged to have, and no other board has them`()
    async throws
  {
    let loop = ManualLoop()
    let agent = try await BreakerCommandTests.agent(MemoryJournal(), loop)
    let before = await agent.board
    loop.advance(by: .seconds(1))
    let now = agent.now.wall
    await agent.judge(at: now)
    await agent.publish(.heartbeat, at: now)
    let board = await agent.board
    let rows = try #require(await agent.rows(of: board))
    #expect(!rows.isEmpty && rows == Judge.assess(board, at: now))
    #expect(await agent.rows(of: before) == nil)
    let health = StoreHealth(file: "history.db", condition: .full, message: "history.db: full")
    await agent.publish(.store(health), at: now)
    #expect(await agent.rows(of: agent.board) == nil)
  }
}
