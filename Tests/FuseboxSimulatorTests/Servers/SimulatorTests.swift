import FuseboxCore
import FuseboxNet
import FuseboxSimulator
import FuseboxTestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct SimulatorTests {
  private let client = CurlTransport()

  @Test func `calls of the API and of the page are counted apart`() async throws {
    try await playing(scenario()) { simulator, addresses, loop in
      for path in ["/v1/balance", "/v1/nothing", "/api/v2/summary.json"] {
        _ = try await client.send(request("GET", path, at: addresses))
      }
      #expect(simulator.counts["stripe"]?.api == 2)
      #expect(simulator.counts["stripe"]?.page == 1)
      let told = try await client.send(HTTPRequest(url: addresses.control + "/_sim/counts"))
      #expect(
        told.text == #"{"github":{"api":0,"page":0},"stripe":{"api":2,"page":1}}"#)
    }
  }

  @Test func `steps are told as their time comes`() async throws {
    var captioned = scenario()
    captioned.steps = [
      Scenario.Step(at: .seconds(5), caption: "one"),
      Scenario.Step(at: .seconds(9), caption: "two"),
    ]
    try await playing(captioned) { simulator, _, loop in
      var steps = simulator.steps().makeAsyncIterator()
      for (seconds, caption) in [(5, "one"), (4, "two")] {
        async let step = steps.next()
        await loop.timers(atLeast: 1)
        loop.advance(by: .seconds(seconds))
        #expect(await step?.caption == caption)
      }
      #expect(await steps.next() == nil)
    }
  }

  @Test func `a redis-server that does not start stops the others`() async throws {
    struct Absent: Error {}
    let simulator = Simulator(playing: scenario(), by: ManualLoop()) { throw Absent() }
    await #expect(throws: Absent.self) { try await simulator.start() }
    await simulator.stop()
  }

  @Test func `the redis-server's address is told and it is stopped with the rest`() async throws {
    let stops = Guarded(0)
    let simulator = Simulator(playing: scenario(), by: ManualLoop()) {
      RunningRedis(port: 6380, pid: 1) { stops.withLock { $0 += 1 } }
    }
    let addresses = try await simulator.start()
    #expect(addresses.redis == Origin(scheme: "redis", host: "127.0.0.1", port: 6380))
    await simulator.stop()
    await simulator.stop()
    #expect(stops.withLock { $0 } == 1)
  }
}
