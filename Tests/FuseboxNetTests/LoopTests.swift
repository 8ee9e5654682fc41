import FuseboxCore
import FuseboxNet
import Testing

/// The network's thread as a loop: turns and timers.
@Suite(.timeLimit(.minutes(1))) struct LoopTests {
  /// State without a lock, on the loop.
  private actor Counter {
    private let thread: CurlThread
    private(set) var count = 0
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(_ thread: CurlThread) { self.thread = thread }

    /// Whether it ran on the loop's thread.
    func add() -> Bool {
      count += 1
      return thread.isIsolatingCurrentContext() == true
    }

    nonisolated func addWithoutWaiting() { assumeIsolated { $0.count += 1 } }
  }

  @Test func `an actor's turns run on the network's thread, one after another`() async {
    let counter = Counter(CurlThread())
    await withTaskGroup { group in
      for _ in 0..<20 { group.addTask { for _ in 0..<50 { _ = await counter.add() } } }
    }
    #expect(await counter.count == 1_000)
    #expect(await counter.add())
  }

  @Test func `a task that prefers the loop stays on it from call to answer`() async throws {
    let thread = CurlThread()
    let transport = CurlTransport(on: thread)
    let server = try LoopbackServer { peer in
      _ = peer.read()
      peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    }
    defer { server.stop() }
    let url = "http://127.0.0.1:\(server.port)"
    let task = Task(executorPreference: thread) {
      let before = thread.isIsolatingCurrentContext()
      let status = try await transport.send(HTTPRequest(url: url)).status
      return (before, status, thread.isIsolatingCurrentContext())
    }
    let (before, status, after) = try await task.value
    #expect(status == 200)
    #expect(before == true && after == true)
    #expect(thread.isIsolatingCurrentContext() == false)
  }

  @Test func `timers come in order, on the thread, not before their time`() async throws {
    let thread = CurlThread()
    let counter = Counter(thread)
    let seen = Signals<(Int, MonotonicTime)>()
    let start = thread.now
    for (number, milliseconds) in [(1, 30), (2, 10), (3, 20)] as [(Int, Int64)] {
      _ = thread.at(start + .milliseconds(milliseconds)) {
        counter.addWithoutWaiting()
        seen.report((number, thread.now))
      }
    }
    for number in [2, 3, 1] {
      let (which, at) = try #require(await seen.next())
      #expect(which == number && at >= start + .milliseconds(10))
    }
    #expect(await counter.count == 3)
  }

  @Test func `a timer taken back is not called, and an earlier one wakes the loop`() async throws {
    let thread = CurlThread()
    let seen = Signals<Int>()
    _ = thread.at(thread.now + .seconds(50)) { seen.report(50) }
    thread.at(thread.now + .milliseconds(5)) { seen.report(5) }?.cancel()
    _ = thread.at(thread.now + .milliseconds(10)) { seen.report(10) }
    #expect(await seen.next() == 10)
  }

  @Test func `after its end the loop takes no timer, and turns still come to their end`() async {
    let thread = CurlThread()
    let counter = Counter(thread)
    _ = await counter.add()
    thread.stop()
    #expect(thread.at(thread.now) {} == nil)
    await withTaskGroup { group in
      for _ in 0..<50 { group.addTask { _ = await counter.add() } }
    }
    #expect(await counter.count == 51)
  }
}
