import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxAgent

/// The system's clock is corrected while a hold is in force.
@Suite struct CalendarTests {
  private static func isTripped(_ agent: Agent) async -> (board: Bool, admission: Bool) {
    let answer = await agent.admit("github", client: "a")
    let isRefused = if case .refused("forced_open", _) = answer { true } else { false }
    return (await agent.board["github"]?.breaker.override != nil, isRefused)
  }

  @Test(arguments: [-3600, -30, 30, 3600] as [Int64])
  func `a hold ends by the calendar as it is now, on the board and for callers`(
    correction: Int64
  ) async throws {
    let loop = ManualLoop()
    let agent = try await BreakerCommandTests.agent(MemoryJournal(), loop)
    _ = try await agent.perform(BreakerCommandTests.command(.trip, seconds: 60))
    let end = agent.now.wall + .seconds(60)
    loop.correctWall(by: .seconds(correction))
    for _ in 0..<(60 - min(60, correction) + 3) {
      await agent.expire(at: agent.now)
      let isDue = agent.now.wall >= end
      #expect(await Self.isTripped(agent) == (!isDue, !isDue), "\(agent.now.wall)")
      loop.advance(by: .seconds(1))
    }
    #expect(await Self.isTripped(agent) == (false, false))
  }
}
