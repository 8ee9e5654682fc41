import FuseboxCore
import FuseboxNet
import FuseboxSimulator
import FuseboxTestSupport
import Testing

/// Every fault as a real client meets it.
@Suite(.timeLimit(.minutes(1))) struct FaultTests {
  private let client = CurlTransport()

  private func answer(_ behaviour: Behaviour, deadline: Duration = .seconds(10)) async throws
    -> Result<HTTPAnswer, TransportFailure>
  {
    let (results, result) = AsyncStream.makeStream(of: Result<HTTPAnswer, TransportFailure>.self)
    try await playing(scenario(api: behaviour)) { _, addresses, _ in
      let call = try request("GET", "/v1/balance", at: addresses, deadline: deadline)
      do throws(TransportFailure) {
        result.yield(.success(try await client.send(call)))
      } catch {
        result.yield(.failure(error))
      }
    }
    guard let first = await results.first(where: { _ in true }) else { throw NoAddress() }
    return first
  }

  @Test(arguments: [401, 402, 403, 429, 500, 502, 503, 504])
  func `a status comes with an error body and a request id`(status: Int) async throws {
    let answer = try await answer(
      Behaviour(latency: .zero, status: status, retryAfter: .seconds(7))
    ).get()
    #expect(answer.status == status)
    #expect(answer.field("Retry-After") == "7")
    #expect(answer.field("Request-Id") == "req_sim1")
    #expect(answer.text.hasPrefix(#"{"error":{"code":"#))
    #expect((answer.field("Stripe-Should-Retry") == "true") == (status >= 500))
    #expect((answer.field("Stripe-Rate-Limited-Reason") != nil) == (status == 429))
  }

  @Test(arguments: [
    (Behaviour.Fault.reset, TransportFailure.Kind.cut), (.cut, .cut),
    (.hang, .deadline), (.drip, .deadline),
  ])
  func `no complete answer comes`(fault: Behaviour.Fault, kind: TransportFailure.Kind) async throws
  {
    let behaviour = Behaviour(latency: .zero, fault: fault)
    let result = try await answer(
      behaviour, deadline: kind == .deadline ? .milliseconds(300) : .seconds(10))
    #expect(throws: TransportFailure.self) { try result.get() }
    if case .failure(let failure) = result { #expect(failure.kind == kind) }
  }

  @Test func `garbage is a success of another kind`() async throws {
    let answer = try await answer(Behaviour(latency: .zero, fault: .garbage)).get()
    #expect(answer.status == 200)
    #expect(answer.text.hasPrefix("<!DOCTYPE html>"))
  }

  @Test func `hostile text goes out as the scenario has it, and the key is echoed`() async throws {
    let behaviour = Behaviour(
      latency: .zero, status: 500, message: "\u{1B}[2J\u{202E}", echoesKey: true)
    let answer = try await answer(behaviour).get()
    #expect(answer.text.contains(#"\u001b[2J"# + "\u{202E}"))
    #expect(answer.text.contains("Authorization: sk_test_1"))
  }

  @Test func `a slow answer comes when its time has come`() async throws {
    try await playing(scenario(api: Behaviour(latency: .seconds(2)))) { _, addresses, loop in
      let call = try request("GET", "/v1/balance", at: addresses)
      async let answer = client.send(call)
      await loop.timers(atLeast: 1)
      loop.advance(by: .milliseconds(2500))
      #expect(try await answer.status == 200)
    }
  }

  @Test func `a share of the calls fails, the same ones for the same seed`() async throws {
    var runs: [[Int]] = []
    for seed in [1, 1, 2] as [UInt64] {
      let half = scenario(api: Behaviour(latency: .zero, status: 503, share: 0.5), seed: seed)
      try await playing(half) { _, addresses, _ in
        var statuses: [Int] = []
        for _ in 0..<24 {
          let call = try request("GET", "/v1/balance", at: addresses)
          statuses.append(try await client.send(call).status)
        }
        runs.append(statuses)
      }
    }
    #expect(runs[0] == runs[1])
    #expect(runs[0] != runs[2])
    #expect((6...18).contains(runs[0].filter { $0 == 503 }.count))
  }

  @Test func `a step changes the server when its time has come`() async throws {
    var failing = scenario()
    failing.steps = [
      Scenario.Step(
        at: .seconds(10),
        change: Scenario.Change(
          servers: ["stripe": ServerChange(api: Behaviour(latency: .zero, status: 503))]))
    ]
    try await playing(failing) { simulator, addresses, loop in
      let call = try request("GET", "/v1/balance", at: addresses)
      #expect(try await client.send(call).status == 200)
      loop.advance(by: .milliseconds(9999))
      #expect(try await client.send(call).status == 200)
      loop.advance(by: .milliseconds(1))
      #expect(try await client.send(call).status == 503)
      #expect(simulator.elapsed == .seconds(10))
    }
  }
}
