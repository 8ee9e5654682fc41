import FuseboxCore
import FuseboxWords
import Testing

/// Cases 29…39: an open breaker and the end of its wait.
@Suite struct OpenCaseTests {
  @Test func `29: a moment before the deadline it refuses, at the deadline it probes`() throws {
    var rig = BreakerRig.opened()
    rig.advance(.nanoseconds(29_999_999_999))
    let refusal = try rig.refusal()
    #expect(refusal == Refusal(cause: .open, retryAfter: .nanoseconds(1)))
    rig.advance(.nanoseconds(1))
    let permit = try rig.permit()
    #expect(permit.isProbe)
    #expect(rig.state == .halfOpen)
    #expect(rig.transitions.last?.reason.words == "wait of 30 s over")
  }

  @Test func `30: the time to wait falls, is never negative, and absent without an end`() throws {
    var rig = BreakerRig.opened()
    var waits: [Duration?] = []
    for _ in 0..<3 {
      waits.append(try rig.refusal().retryAfter)
      rig.advance(.seconds(9))
    }
    #expect(waits == [.seconds(30), .seconds(21), .seconds(12)])
    rig.trip(for: .seconds(60))
    rig.advance(.seconds(1))
    let held = try rig.refusal()
    #expect(held == Refusal(cause: .forcedOpen, retryAfter: .seconds(59)))
    rig.trip()
    let endless = try rig.refusal()
    #expect(endless == Refusal(cause: .forcedOpen, retryAfter: nil))
  }

  @Test func `31: refusals do not build up anything`() throws {
    var rig = BreakerRig.opened()
    var expected = rig.status
    let first = try rig.refusal()
    var last = first
    for _ in 0..<9_999 { last = try rig.refusal() }
    expected.refused = 10_000
    #expect(last == first)
    #expect(rig.status == expected)
  }

  @Test func `32: many failures past the threshold make one transition, and its wait ends`() throws
  {
    var rig = BreakerRig.traffic()
    var permits: [Permit] = []
    for _ in 0..<50 { permits.append(try rig.permit()) }
    for permit in permits {
      rig.end(permit, .failure(.transport))
      rig.advance(.milliseconds(10))
    }
    #expect(rig.causes == ["failure_rate"])
    #expect(rig.status.late == 40)
    rig.advance(.seconds(30))
    #expect(try rig.permit().isProbe)
  }

  @Test(arguments: [Outcome.failure(.server), .success])
  func `33, 34: a call begun before it opened neither prolongs nor ends it`(
    outcome: Outcome
  ) throws {
    var rig = BreakerRig.traffic()
    let slow = try rig.permit()
    rig.call("FFFFFFFFFF")
    let deadline = rig.status.probeAt
    rig.advance(.seconds(2))
    rig.end(slow, outcome, retryAfter: .seconds(600))
    #expect(rig.transitions.count == 1)
    #expect(rig.state == .open)
    #expect(rig.status.probeAt == deadline)
    #expect(rig.status.late == 1)
  }

  @Test
  func `35: the wait doubles with each opening up to its cap, and starts again after a close`() {
    var rig = BreakerRig.opened()
    var waits: [Int64] = []
    for _ in 0..<7 {
      waits.append(rig.status.wait.milliseconds / 1000)
      rig.advance(rig.status.wait)
      rig.call("F")
    }
    #expect(waits == [30, 60, 120, 240, 480, 600, 600])
    #expect(rig.status.attempt == 8)
    rig.advance(.seconds(600))
    rig.call("S")
    #expect(rig.status.attempt == 0)
    rig.call("FFFFFFFFFF")
    #expect(rig.status.wait == .seconds(30))
    #expect(rig.status.attempt == 1)
  }

  @Test func `waits vary by a tenth either way and are not all the same`() {
    let waits = (0..<100 as Range<UInt64>).map { seed -> Duration in
      var rig = BreakerRig(seed: seed) { $0.jitter = 0.1 }
      rig.call("FFF")
      return rig.status.wait
    }
    #expect(waits.allSatisfy { $0 >= .seconds(27) && $0 <= .seconds(33) })
    #expect(Set(waits).count > 90)
    #expect(waits.contains { $0 < .seconds(29) } && waits.contains { $0 > .seconds(31) })
  }

  @Test(arguments: [Duration.seconds(Int64.max), .nanoseconds(Int64.max), .seconds(1 << 40)])
  func `36: a huge wait does not overflow the clock`(wait: Duration) throws {
    var rig = BreakerRig.traffic {
      $0.resetAfter = wait
      $0.jitter = 1
    }
    rig.call("FFFFFFFFFF")
    rig.advance(.seconds(86_400))
    #expect(rig.state == .open)
    let retryAfter = try #require(try rig.refusal().retryAfter)
    #expect(retryAfter >= .zero)
  }

  @Test func `37: a wait of nothing lets the next call be the probe`() throws {
    var rig = BreakerRig.traffic { $0.resetAfter = .zero }
    rig.call("FFFFFFFFFF")
    #expect(rig.state == .open)
    #expect(try rig.permit().isProbe)
    #expect(rig.state == .halfOpen)
  }

  @Test func `38: a reset before the deadline leaves nothing that fires later`() throws {
    var rig = BreakerRig.opened()
    rig.advance(.seconds(10))
    rig.reset()
    rig.advance(.seconds(60))
    rig.tick()
    #expect(rig.state == .closed)
    #expect(try rig.permit().kind == .normal)
    #expect(rig.causes == ["failure_rate", "reset"])
  }

  @Test func `39: after the wait every reading says that a probe is due, and none moves it`() {
    let rig = BreakerRig.due()
    let readings = (0..<100).map { _ in rig.status }
    #expect(readings.allSatisfy { $0 == readings[0] })
    #expect(readings[0].state == .open)
    #expect(readings[0].isProbeDue)
    #expect(readings[0].window == rig.transitions.first?.evidence)
  }
}
