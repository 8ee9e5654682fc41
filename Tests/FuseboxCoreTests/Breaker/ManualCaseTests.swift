import FuseboxCore
import FuseboxWords
import Testing

/// Cases 53…63: what people do.
@Suite struct ManualCaseTests {
  @Test func `53: tripped by hand it refuses everything, however long`() throws {
    var rig = BreakerRig.opened()
    rig.trip()
    for _ in 0..<100 {
      rig.advance(.seconds(86_400))
      rig.tick()
      #expect(try rig.refusal().cause == .forcedOpen)
    }
    #expect(rig.status.effective == .forcedOpen)
    #expect(rig.status.probeAt == nil)
  }

  @Test func `54: a reset closes what opened by itself before its wait is over`() throws {
    var rig = BreakerRig.opened()
    rig.reset()
    #expect(rig.state == .closed)
    #expect(try rig.permit().kind == .normal)
    #expect(rig.status.window.calls == 0)
    #expect(rig.transitions.last?.reason.words == "reset")
  }

  @Test func `55: a reset of a closed breaker clears its counts and is no transition`() {
    var rig = BreakerRig.traffic()
    rig.call("FFFFFFFFF")
    rig.reset()
    #expect(rig.transitions.isEmpty)
    #expect(rig.status.window.calls == 0)
    rig.call("F")
    #expect(rig.state == .closed)
  }

  @Test func `56: calls in flight when it is tripped finish and are counted late`() throws {
    var rig = BreakerRig.traffic { $0.minimumCalls = 1 }
    let permits = [try rig.permit(), try rig.permit()]
    rig.trip()
    rig.end(permits[0], .failure(.server))
    rig.end(permits[1], .success)
    #expect(rig.status.late == 2)
    #expect(rig.status.effective == .forcedOpen)
    #expect(rig.state == .closed)
  }

  @Test func `57: the success of a probe that was out does not clear a trip`() throws {
    var rig = BreakerRig.due()
    let probe = try rig.permit()
    rig.trip()
    rig.end(probe, .success)
    #expect(rig.status.effective == .forcedOpen)
    #expect(rig.status.probesOut == 0)
    #expect(try rig.refusal().cause == .forcedOpen)
  }

  @Test func `58: a breaker made under a trip admits nothing from its first call on`() throws {
    var rig = BreakerRig()
    rig.trip(for: .seconds(60))
    #expect(try rig.refusal().retryAfter == .seconds(60))
  }

  @Test func `60: a trip over a trip is no transition and its own end holds`() throws {
    var rig = BreakerRig()
    rig.trip(for: .seconds(60))
    rig.trip(for: .seconds(600))
    rig.trip(for: .seconds(300))
    #expect(rig.causes == ["tripped"])
    #expect(try rig.refusal().retryAfter == .seconds(300))
  }

  @Test func `61: a probe of a closed breaker is refused in words, and nothing changes`() {
    var rig = BreakerRig()
    rig.call("FF")
    let before = rig.status
    #expect(throws: NothingToProve(state: .closed)) { try rig.probeNow() }
    #expect(rig.status == before)
    rig.hold(for: .seconds(60))
    #expect(throws: NothingToProve(state: .forcedClosed)) { try rig.probeNow() }
    #expect(rig.status.effective == .forcedClosed)
    #expect(NothingToProve(state: .closed).sentence.contains("calls pass"))
  }

  @Test func `62: a trip that ends while callers wait lets exactly one probe through`() throws {
    var rig = BreakerRig()
    rig.trip(for: .seconds(60))
    rig.advance(.seconds(60))
    var admitted = 0
    for _ in 0..<50 {
      if case .permit(let permit) = rig.admit(), permit.isProbe { admitted += 1 }
    }
    #expect(admitted == 1)
    #expect(rig.causes == ["tripped", "trip_ended"])
    #expect(rig.state == .halfOpen)
  }

  @Test(arguments: [true, false])
  func `63: a trip wins over a threshold reached in the same instant`(tripFirst: Bool) throws {
    var rig = BreakerRig.traffic()
    rig.call("FFFFFFFFF")
    let last = try rig.permit()
    if tripFirst { rig.trip() }
    rig.end(last, .failure(.server))
    if !tripFirst { rig.trip() }
    #expect(rig.status.effective == .forcedOpen)
    #expect(rig.causes == (tripFirst ? ["tripped"] : ["failure_rate", "tripped"]))
  }

  @Test func `probe now does not wait for a deadline or a trip's end`() throws {
    var waiting = BreakerRig.opened()
    try waiting.probeNow()
    #expect(try waiting.permit().isProbe)
    var tripped = BreakerRig()
    tripped.trip()
    try tripped.probeNow()
    #expect(tripped.status.forced == .none)
    #expect(try tripped.permit().isProbe)
    try tripped.probeNow()
    #expect(tripped.causes == ["tripped", "probe_asked"])
  }

  @Test func `a reset with a probe clears a hold and a trip, and lets a probe decide`() throws {
    var tripped = BreakerRig.opened()
    tripped.trip()
    tripped.resetWithProbe()
    #expect(tripped.status.effective == .halfOpen)
    #expect(tripped.status.attempt == 0)
    tripped.call("F")
    #expect(tripped.status.wait == .seconds(30))

    var closed = BreakerRig()
    closed.call("F")
    closed.resetWithProbe()
    #expect(closed.state == .closed)
    #expect(closed.status.window.calls == 0)
  }

  @Test func `a hold passes everything, over an open machine and a pause too`() throws {
    var rig = BreakerRig.due()
    rig.end(try rig.permit(), .throttled(until: nil))
    rig.hold(for: .seconds(600))
    let permit = try rig.permit()
    #expect(permit.kind == .shadow)
    #expect(rig.status.window.calls == 0)
    #expect(rig.status.wouldOpen)
    rig.advance(.seconds(600))
    rig.tick()
    #expect(rig.status.effective == .closed)
    #expect(rig.transitions.last?.cause == .holdEnded)
    rig.end(permit, .failure(.server))
    #expect(rig.status.late == 1)
  }

  @Test func `a person's reset ends a pause`() throws {
    var rig = BreakerRig()
    rig.end(try rig.permit(), .throttled(until: nil))
    rig.reset()
    _ = try rig.permit()
    #expect(rig.status.pausedUntil == nil)
  }
}
