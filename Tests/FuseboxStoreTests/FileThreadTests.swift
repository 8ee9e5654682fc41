import Dispatch
import FuseboxCore
import Testing

@testable import FuseboxStore

struct FileThreadTests {
  @Test func `jobs run in the order they were given, a later one at its time`() async {
    let thread = FileThread("test")
    let (numbers, feed) = AsyncStream.makeStream(of: Int.self)
    thread.run(after: .milliseconds(30)) {
      feed.yield(4)
      feed.finish()
    }
    for number in 1...3 { thread.run { feed.yield(number) } }
    var seen: [Int] = []
    for await number in numbers { seen.append(number) }
    #expect(seen == [1, 2, 3, 4])
  }

  @Test func `who waits goes on once patience is over, and the job goes on by itself`() async {
    let thread = FileThread("test")
    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let done = Guarded(false)
    // Its thread is held up until this test lets it go.
    let held = DispatchSemaphore(value: 0)
    thread.run { held.wait() }
    await thread.run(within: .milliseconds(20)) {
      done.withLock { $0 = true }
      open.finish()
    }
    #expect(!done.withLock { $0 })
    held.signal()
    for await _ in gate {}
    #expect(done.withLock { $0 })
  }

  @Test func `the last reference gone, what was given still runs`() async {
    let (numbers, feed) = AsyncStream.makeStream(of: Int.self)
    do {
      let thread = FileThread("test")
      for number in 1...3 { thread.run { feed.yield(number) } }
      thread.run { feed.finish() }
    }
    var seen: [Int] = []
    for await number in numbers { seen.append(number) }
    #expect(seen == [1, 2, 3])
  }
}
