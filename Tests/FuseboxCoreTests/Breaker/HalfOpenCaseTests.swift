import FuseboxCore
import Testing

/// Cases 40…52: probes.
@Suite struct HalfOpenCaseTests {
  @Test(arguments: [1, 3])
  func `40: of many callers at the deadline as many run as may, the rest is refused`(
    probes: Int
  ) throws {
    var rig = BreakerRig.due { $0.probes = probes }
    var admitted = 0
    for _ in 0..<50 {
      switch rig.admit() {
      case .permit: admitted += 1
      case .refused(let refusal):
        #expect(refusal == Refusal(cause: .probeOut, retryAfter: .seconds(4)))
      }
    }
    #expect(admitted == probes)
    #expect(rig.status.probesOut == probes)
  }

  @Test func `41: closing clears the window, and one failure does not open it again`() {
    var rig = BreakerRig {
      $0.resetAfter = .seconds(1)
      $0.consecutiveFailures = 3
    }
    rig.call("FFF")
    rig.advance(.seconds(1))
    rig.call("S")
    #expect(rig.state == .closed)
    #expect(rig.status.window.calls == 0)
    rig.call("F")
    #expect(rig.state == .closed)
  }

  @Test func `42: one failed probe opens it again for the next wait, whatever the minimum`() {
    var rig = BreakerRig.due()
    rig.call("F")
    #expect(rig.state == .open)
    #expect(rig.status.probeAt == rig.now + .seconds(60))
    #expect(rig.causes == ["failure_rate", "wait_over", "probe_failed"])
  }

  @Test func `43: it opens as soon as enough answers cannot come any more`() throws {
    var rig = BreakerRig.due {
      $0.probes = 3
      $0.closeAfter = 2
      $0.closeOutOf = 3
    }
    let probes = [try rig.permit(), try rig.permit(), try rig.permit()]
    rig.end(probes[0], .failure(.server))
    #expect(rig.state == .halfOpen)
    rig.end(probes[1], .failure(.server))
    #expect(rig.state == .open)
    rig.end(probes[2], .success)
    #expect(rig.state == .open)
  }

  @Test(
    arguments: [
      (3, 1, "SS", .halfOpen), (3, 1, "SSS", .closed), (3, 3, "SSF", .open),
      (2, 3, "SFS", .closed), (2, 3, "FF", .open), (0, 0, "S", .closed),
    ] as [(Int, Int, String, BreakerState)])
  func `44: answers are needed in a row, or so many out of so many`(
    needed: Int, outOf: Int, probes: String, state: BreakerState
  ) {
    var rig = BreakerRig.due {
      $0.closeAfter = needed
      $0.closeOutOf = outOf
    }
    rig.call(probes)
    #expect(rig.state == state)
  }

  @Test func `45: probes without a verdict never use up the slots`() throws {
    var rig = BreakerRig.due()
    for _ in 0..<4 {
      rig.breaker.cancel(try rig.permit())
      rig.end(try rig.permit(), .throttled(until: nil), pauseUntil: rig.now)
    }
    #expect(rig.state == .halfOpen)
    #expect(try rig.permit().isProbe)
  }

  @Test(
    arguments: [
      (.throttled(until: nil), .halfOpen), (.caller, .closed), (.credential(.expired), .closed),
      (.quota, .closed), (.wiring, .closed), (.success, .closed), (.failure(.server), .open),
      (.failure(.transport), .open),
    ] as [(Outcome, BreakerState)])
  func `46: each outcome of a probe has its meaning`(
    outcome: Outcome, state: BreakerState
  ) throws {
    var rig = BreakerRig.due()
    rig.end(try rig.permit(), outcome)
    #expect(rig.state == state)
    #expect(rig.status.probesOut == 0)
  }

  @Test(arguments: [Outcome.success, .failure(.server)])
  func `47: a result from before it opened decides nothing while half-open`(
    outcome: Outcome
  ) throws {
    var rig = BreakerRig.traffic()
    let old = try rig.permit()
    rig.call("FFFFFFFFFF")
    rig.advance(.seconds(30))
    _ = try rig.permit()
    rig.end(old, outcome)
    #expect(rig.state == .halfOpen)
    #expect(rig.status.probesOut == 1)
    #expect(rig.status.late == 1)
  }

  @Test func `48: a probe of the first half-open time frees no slot of the second`() throws {
    var rig = BreakerRig.due { $0.probes = 2 }
    let (slow, failing) = (try rig.permit(), try rig.permit())
    rig.end(failing, .failure(.server))
    rig.advance(.seconds(60))
    let second = [try rig.permit(), try rig.permit()]
    rig.end(slow, .success)
    #expect(rig.state == .halfOpen)
    #expect(rig.status.probesOut == second.count)
    #expect(try rig.refusal().cause == .probeOut)
  }

  @Test func `49: a probe that never ends counts as failed when its lease is over`() throws {
    var rig = BreakerRig.due()
    _ = try rig.permit()
    rig.advance(.nanoseconds(3_999_999_999))
    rig.tick()
    #expect(rig.state == .halfOpen)
    rig.advance(.nanoseconds(1))
    rig.tick()
    #expect(rig.state == .open)
    #expect(rig.transitions.last?.cause == .probeLost)
    #expect(rig.status.probeAt == rig.now + .seconds(60))
    rig.advance(.seconds(60))
    rig.call("S")
    #expect(rig.state == .closed)
  }

  @Test func `a lost probe is found by the next caller when nothing ticks`() throws {
    var rig = BreakerRig.due { $0.resetAfter = .zero }
    _ = try rig.permit()
    rig.advance(.seconds(4))
    let refusal = try rig.refusal()
    #expect(refusal == Refusal(cause: .open, retryAfter: .zero))
    #expect(rig.causes.suffix(1) == ["probe_lost"])
    #expect(try rig.permit().isProbe)
  }

  @Test func `a lost probe may be set to free its slot without a verdict`() throws {
    var rig = BreakerRig.due { $0.onLateProbe = .freesSlot }
    let lost = try rig.permit()
    rig.advance(.seconds(4))
    let next = try rig.permit()
    rig.end(lost, .failure(.transport))
    #expect(rig.state == .halfOpen)
    rig.end(next, .success)
    #expect(rig.state == .closed)
  }

  @Test(arguments: [Outcome.success, .failure(.server)])
  func `50: a probe that ends after its lease is not heard`(outcome: Outcome) throws {
    var rig = BreakerRig.due()
    let probe = try rig.permit()
    rig.advance(.seconds(4))
    let transition = rig.end(probe, outcome)
    #expect(transition?.cause == .probeLost)
    #expect(rig.state == .open)
    #expect(rig.status.attempt == 2)
    #expect(rig.status.late == 1)
  }

  @Test func `51: each of several waits ends in exactly one probe until one answers`() {
    var rig = BreakerRig.opened()
    for _ in 0..<5 {
      rig.advance(rig.status.wait)
      let refused = rig.call("FFFF")
      #expect(refused == 3)
    }
    rig.advance(rig.status.wait)
    let refused = rig.call("SSSS")
    #expect(refused == 0)
    #expect(rig.state == .closed)
    #expect(rig.causes.filter { $0 == "wait_over" }.count == 6)
  }

  @Test func `52: half-open too long without a verdict it opens again`() throws {
    var rig = BreakerRig.due {
      $0.closeAfter = 100
      $0.maxHalfOpen = .seconds(20)
    }
    rig.call("SSSS", every: .seconds(5))
    #expect(rig.state == .halfOpen)
    rig.tick()
    #expect(rig.transitions.last?.cause == .halfOpenTooLong)
    #expect(rig.state == .open)
  }
}
