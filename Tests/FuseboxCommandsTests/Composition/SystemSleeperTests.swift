import FuseboxCore
import FuseboxNet
import Testing

@testable import FuseboxCommands

@Suite(.timeLimit(.minutes(1))) struct SystemSleeperTests {
  @Test func `wall time follows a correction of the system's clock; waits do not`() {
    let wall = Guarded(WallTime(seconds: 1_000_000))
    let sleeper = SystemSleeper(wall: { wall.withLock { $0 } })
    let before = sleeper.now
    wall.withLock { $0 = $0 + .seconds(-3600) }
    let after = sleeper.now
    #expect(after.wall == WallTime(seconds: 996_400))
    #expect((Duration.zero ..< .seconds(60)).contains(after.monotonic - before.monotonic))
  }

  @Test func `a sleep ends at its time, at once when it has passed, or by being cancelled`()
    async throws
  {
    let sleeper = SystemSleeper()
    let deadline = sleeper.now.monotonic + .milliseconds(20)
    try await sleeper.sleep(until: deadline)
    #expect(sleeper.now.monotonic >= deadline)
    try await sleeper.sleep(until: .zero)
    let long = Task { try await sleeper.sleep(until: sleeper.now.monotonic + .seconds(500)) }
    long.cancel()
    await #expect(throws: CancellationError.self) { try await long.value }
  }

  @Test func `whoever sleeps on a loop that has ended is told so`() async {
    let sleeper = SystemSleeper()
    sleeper.thread.stop()
    await #expect(throws: CancellationError.self) {
      try await sleeper.sleep(until: sleeper.now.monotonic + .seconds(500))
    }
  }
}
