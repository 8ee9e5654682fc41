import FuseboxCore
import Testing

/// Cases 20…28: what counts as a failure, as an answer, as nothing.
@Suite struct ErrorClassCaseTests {
  @Test func `20: a call that is given back is neither success nor failure`() throws {
    var rig = BreakerRig.traffic()
    rig.call("FFFFFSSSS")
    for _ in 0..<100 { rig.breaker.cancel(try rig.permit()) }
    #expect(rig.status.window.calls == 9)
    rig.call("F")
    #expect(rig.state == .open)
  }

  @Test(
    arguments: [
      (.caller, 0), (.credential(.refused), 10), (.quota, 10), (.wiring, 10),
    ] as [(Outcome, Int64)])
  func `21: every answer that is not a failure counts as an answer`(
    outcome: Outcome, useless: Int64
  ) {
    var rig = BreakerRig.traffic()
    for _ in 0..<10 {
      if case .permit(let permit) = rig.admit() { rig.end(permit, outcome) }
    }
    #expect(rig.state == .closed)
    #expect(rig.status.window.calls == 10)
    #expect(rig.status.window.failures == 0)
    #expect(rig.status.window.useless == useless)
  }

  @Test(arguments: [Outcome.Failure.server, .transport])
  func `23: what came back may be a failure as well as nothing coming back`(
    kind: Outcome.Failure
  ) throws {
    var rig = BreakerRig.traffic()
    for _ in 0..<10 { rig.end(try rig.permit(), .failure(kind)) }
    #expect(rig.state == .open)
  }

  @Test func `25: a refused call is no failure and no call`() {
    var rig = BreakerRig.opened()
    let before = rig.status
    let refused = rig.call(String(repeating: "F", count: 100))
    #expect(refused == 100)
    #expect(rig.status.refused == 100)
    #expect(rig.status.window == before.window)
    rig.advance(.seconds(30))
    rig.call("S")
    #expect(rig.state == .closed)
    #expect(rig.status.window.calls == 0)
  }

  @Test func `26: a probe that was never made frees its slot without a verdict`() throws {
    var rig = BreakerRig.due()
    let unused = try rig.permit()
    rig.breaker.cancel(unused)
    #expect(rig.state == .halfOpen)
    #expect(rig.status.probesOut == 0)
    let next = try rig.permit()
    #expect(next.isProbe)
  }

  @Test func `27: a call abandoned in flight is nothing, its later result neither`() throws {
    var rig = BreakerRig.due()
    let left = try rig.permit()
    rig.advance(.seconds(1))
    rig.breaker.cancel(left)
    rig.end(left, .failure(.transport))
    #expect(rig.state == .halfOpen)
    #expect(rig.status.late == 1)
    rig.call("S")
    #expect(rig.state == .closed)
  }

  @Test func `a throttled answer pauses until the stated time and opens nothing`() throws {
    var rig = BreakerRig()
    let end = rig.now + .seconds(240)
    rig.end(try rig.permit(), .throttled(until: nil), pauseUntil: end)
    #expect(rig.state == .closed)
    #expect(rig.status.pausedUntil == end)
    rig.advance(.seconds(40))
    let refusal = try rig.refusal()
    #expect(refusal == Refusal(cause: .paused, retryAfter: .seconds(200)))
    rig.advance(.seconds(200))
    #expect(rig.status.pausedUntil == nil)
    _ = try rig.permit()
    #expect(rig.transitions.isEmpty)
  }

  @Test func `a throttled answer is not judged, so it completes no volume and no rate`() throws {
    var rig = BreakerRig()
    let permits = [try rig.permit(), try rig.permit(), try rig.permit()]
    rig.end(permits[0], .failure(.server))
    rig.end(permits[1], .failure(.server))
    let before = rig.status.window
    rig.end(permits[2], .throttled(until: nil))
    #expect(rig.state == .closed, "two failures of three calls would open it")
    #expect(rig.status.window == before)
  }

  @Test func `a throttled probe gives its slot back and waits out the pause`() throws {
    var rig = BreakerRig.due()
    rig.end(try rig.permit(), .throttled(until: nil))
    #expect(rig.state == .halfOpen)
    #expect(rig.status.probesOut == 0)
    let refusal = try rig.refusal()
    #expect(refusal.cause == .paused)
    rig.advance(.seconds(60))
    rig.call("S")
    #expect(rig.state == .closed)
  }

  @Test func `without a stated time it pauses a minute, and never more than a day`() throws {
    var silent = BreakerRig()
    silent.end(try silent.permit(), .throttled(until: nil))
    #expect(silent.status.pausedUntil == silent.now + .seconds(60))
    var absurd = BreakerRig()
    absurd.end(
      try absurd.permit(), .throttled(until: nil), pauseUntil: MonotonicTime(nanoseconds: .max))
    #expect(absurd.status.pausedUntil == absurd.now + .seconds(86_400))
  }

  @Test func `of two stated times the later one holds`() throws {
    var rig = BreakerRig()
    let (first, second) = (try rig.permit(), try rig.permit())
    rig.end(first, .throttled(until: nil), pauseUntil: rig.now + .seconds(300))
    rig.end(second, .throttled(until: nil), pauseUntil: rig.now + .seconds(10))
    #expect(rig.status.pausedUntil == rig.now + .seconds(300))
  }

  @Test(arguments: [(0, 1), (120, 120), (86_400, 900), (-5, 1)] as [(Int64, Int64)])
  func `a failure that opens takes the provider's wait within 1 s and 15 min`(
    stated: Int64, wait: Int64
  ) throws {
    var rig = BreakerRig.traffic()
    rig.call("FFFFFFFFF")
    rig.end(try rig.permit(), .failure(.server), words: "503", retryAfter: .seconds(stated))
    #expect(rig.status.probeAt == rig.now + .seconds(wait))
    rig.advance(.seconds(wait))
    rig.end(try rig.permit(), .failure(.server), retryAfter: .seconds(stated))
    #expect(rig.status.probeAt == rig.now + .seconds(wait))
  }

  @Test func `a success that opens states no wait`() throws {
    var rig = BreakerRig.traffic()
    rig.call("FFFFFFFFS")
    rig.end(try rig.permit(), .success, retryAfter: .seconds(600))
    #expect(rig.status.wait == .seconds(30))
  }
}
