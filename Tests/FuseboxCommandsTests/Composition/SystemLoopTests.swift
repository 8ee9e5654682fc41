import FuseboxCore
import FuseboxNet
import Testing

@testable import FuseboxCommands

@Suite(.timeLimit(.minutes(1))) struct SystemLoopTests {
  @Test func `wall time follows a correction of the system's clock; waits do not`() {
    let wall = Guarded(WallTime(seconds: 1_000_000))
    let loop = SystemLoop(wall: { wall.withLock { $0 } })
    let before = loop.now
    wall.withLock { $0 = $0 + .seconds(-3600) }
    let after = loop.now
    #expect(after.wall == WallTime(seconds: 996_400))
    #expect((Duration.zero ..< .seconds(60)).contains(after.monotonic - before.monotonic))
  }

  @Test func `a sleep ends at its time, at once when it has passed, or by being cancelled`()
    async throws
  {
    let loop = SystemLoop()
    let deadline = loop.now.monotonic + .milliseconds(20)
    try await loop.sleep(until: deadline)
    #expect(loop.now.monotonic >= deadline)
    try await loop.sleep(until: .zero)
    let long = Task { try await loop.sleep(until: loop.now.monotonic + .seconds(500)) }
    long.cancel()
    await #expect(throws: CancellationError.self) { try await long.value }
  }

  @Test func `whoever sleeps on a loop that has ended is told so`() async {
    let loop = SystemLoop()
    loop.thread.stop()
    await #expect(throws: CancellationError.self) {
      try await loop.sleep(until: loop.now.monotonic + .seconds(500))
    }
  }
}
