import FuseboxCore
import FuseboxWords
import Testing

/// A provider polled once a minute, the words of a transition, and settings that change.
@Suite struct PollAndPolicyTests {
  @Test func `three failing polls after successes open it`() {
    var rig = BreakerRig()
    rig.call("SSSSSFF", every: .seconds(60))
    #expect(rig.state == .closed)
    rig.call("F")
    #expect(rig.state == .open)
    #expect(rig.transitions.first?.evidence?.kind == .polls)
    #expect(rig.transitions.first?.reason.words == "3 of 5 calls failed ≥ 50 %")
  }

  @Test(
    arguments: [
      ("FF", .closed), ("FFF", .open), ("SSF", .closed), ("SFF", .open), ("SSFF", .open),
      ("SSSFF", .closed), ("FSSSF", .closed),
    ] as [(String, BreakerState)])
  func `the last five polls are judged from three on`(polls: String, state: BreakerState) {
    var rig = BreakerRig()
    rig.call(polls, every: .seconds(60))
    #expect(rig.state == state)
  }

  @Test(arguments: [(450, .open), (451, .closed)] as [(Int64, BreakerState)])
  func `a poll older than fifteen minutes is not judged`(gap: Int64, state: BreakerState) {
    var rig = BreakerRig()
    rig.call("FF", every: .seconds(gap))
    rig.call("F")
    #expect(rig.state == state)
  }

  @Test func `after a reset the polls are again replaced oldest first`() {
    var rig = BreakerRig()
    rig.call("SSSSSSS", every: .seconds(60))
    rig.reset()
    rig.call("SSSFSF", every: .seconds(60))
    #expect(rig.state == .closed)
    rig.call("F")
    #expect(rig.state == .open)
  }

  @Test func `enough traffic is judged by its ten seconds, little by its last five calls`() {
    var rig = BreakerRig()
    rig.source = .reported
    rig.call("SSSSSSSSSSSSFFFF")
    #expect(rig.state == .closed)
    #expect(rig.status.window.kind == .traffic)
    #expect(rig.status.window.calls == 16)
    rig.advance(.seconds(10))
    #expect(rig.status.window.kind == .lowTraffic)
    #expect(rig.status.window.failures == 4)
  }

  @Test(
    arguments: [("FFF", .closed), ("FFFF", .closed), ("FSFSF", .open), ("SSFSS", .closed)]
      as [(String, BreakerState)])
  func `a few calls of an application open it from five on`(
    calls: String, state: BreakerState
  ) {
    var rig = BreakerRig()
    rig.source = .reported
    rig.call(calls, every: .seconds(150))
    #expect(rig.state == state)
  }

  @Test func `calls of one kind do not stand in for those of the other`() {
    var rig = BreakerRig()
    rig.call("FF", every: .seconds(10))
    rig.source = .reported
    rig.call("FF", every: .seconds(10))
    #expect(rig.state == .closed)
    #expect(rig.status.window.calls == 2)
    rig.source = .poll
    rig.call("F")
    #expect(rig.state == .open)
    #expect(rig.transitions.first?.evidence?.kind == .polls)
  }

  @Test func `a long pause keeps applications away, and our own probes for fifteen minutes`()
    throws
  {
    var rig = BreakerRig()
    rig.end(try rig.permit(), .throttled(until: nil), pauseUntil: rig.now + .seconds(3600))
    #expect(rig.status.observedFrom == rig.now + .seconds(900))
    rig.advance(.seconds(899))
    #expect(try rig.refusal().cause == .paused)
    rig.advance(.seconds(1))
    _ = try rig.permit()
    rig.source = .reported
    #expect(try rig.refusal().cause == .paused)
  }

  @Test func `a refused key fills the useless count and leaves the breaker closed`() throws {
    var rig = BreakerRig()
    for _ in 0..<5 {
      rig.end(try rig.permit(), .credential(.refused))
      rig.advance(.seconds(60))
    }
    #expect(rig.status.window.useless == 5)
    #expect(rig.status.window.calls == 5)
    #expect(rig.state == .closed)
  }

  @Test func `a transition says what it saw`() throws {
    var rig = BreakerRig.traffic { $0.errorThreshold = 62.5 }
    rig.call("SSSS")
    for _ in 0..<12 {
      if case .permit(let permit) = rig.admit() {
        rig.end(permit, .failure(.server), words: "503")
      }
    }
    rig.advance(.seconds(30))
    rig.end(try rig.permit(), .failure(.transport), words: "no answer in 3.0 s")
    #expect(
      rig.transitions.map(\.reason.words) == [
        "7 of 11 calls failed (503) ≥ 62.5 %", "wait of 30 s over",
        "probe failed (no answer in 3.0 s)",
      ])
    #expect(rig.transitions.map(\.wait) == [.seconds(30), .seconds(30), .seconds(60)])
    #expect(rig.transitions[0].evidence?.failures == 7)
    #expect(rig.status.window.failures == 7)
  }

  @Test func `opossum's rules: more than the threshold, no minimum, a fixed wait`() throws {
    var policy = BreakerPolicy.opossum
    policy.trafficWindow = .seconds(100)
    var rig = BreakerRig { $0 = policy }
    rig.call("SF")
    #expect(rig.state == .closed)
    rig.call("F")
    #expect(rig.transitions.last?.reason.words == "2 of 3 calls failed > 50 %")
    for _ in 0..<3 {
      rig.advance(.seconds(30))
      rig.call("F")
      #expect(rig.status.probeAt == rig.now + .seconds(30))
    }
    rig.trip(for: .seconds(1))
    rig.advance(.seconds(1))
    rig.call("S")
    #expect(rig.state == .closed)
    var fresh = BreakerRig { $0 = .opossum }
    fresh.call("F")
    #expect(fresh.state == .open)
  }

  @Test func `opossum's rules look only when a call fails, and keep counts but for a reset`() {
    var rig = BreakerRig { $0 = .opossum }
    rig.call("SS")
    rig.advance(.seconds(5))
    rig.call("FF")
    rig.advance(.seconds(5))
    rig.call("S")
    #expect(rig.status.window.failurePercent ?? 0 > 50)
    #expect(rig.state == .closed)
    rig.call("F")
    #expect(rig.state == .open)
    rig.reset()
    #expect(rig.status.window.calls == 0)
  }

  @Test func `new thresholds keep the counts and the calls in flight`() throws {
    var rig = BreakerRig.traffic()
    let inFlight = try rig.permit()
    rig.call("FFFFSSSS")
    var policy = rig.breaker.policy
    policy.errorThreshold = 55
    policy.minimumCalls = 9
    rig.breaker.reload(policy)
    rig.end(inFlight, .failure(.server))
    #expect(rig.state == .open)
    #expect(rig.transitions.last?.reason.words == "5 of 9 calls failed ≥ 55 %")
  }

  @Test func `windows of another shape start anew, the state stays`() throws {
    var rig = BreakerRig.traffic()
    let inFlight = try rig.permit()
    rig.call("FFFFF")
    var policy = rig.breaker.policy
    policy.trafficWindow = .seconds(60)
    rig.breaker.reload(policy)
    rig.end(inFlight, .failure(.server))
    #expect(rig.status.window.calls == 0)
    #expect(rig.status.late == 1)
    rig.call("FFFFFFFFFF")
    policy.pollWindow = 3
    rig.breaker.reload(policy)
    #expect(rig.state == .open)
  }

  @Test(arguments: [Double.nan, -Double.infinity, -1, 0])
  func `a threshold out of range never opens without a failure`(threshold: Double) {
    var rig = BreakerRig {
      $0.errorThreshold = threshold
      $0.minimumCalls = .min
      $0.trafficBuckets = -3
      $0.trafficWindow = .seconds(-1)
      $0.pollWindow = -1
      $0.probes = -1
      $0.closeOutOf = .min
      $0.closeAfter = .max
      $0.jitter = threshold
    }
    rig.call("SSSSSSSSSSSSSSS")
    rig.now = MonotonicTime(nanoseconds: .max)
    rig.call("SSSSSSSSSSSSSSS")
    #expect(rig.transitions.isEmpty)
    rig.call("F", every: .seconds(1))
    #expect(rig.state != .halfOpen)
  }
}
