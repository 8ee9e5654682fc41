import FuseboxCore
import Testing

/// Cases 1…19: the windows and the thresholds.
@Suite struct WindowCaseTests {
  @Test func `1: successes never open it, failures do once the minimum is met`() {
    var fine = BreakerRig()
    fine.call(String(repeating: "S", count: 1000), every: .milliseconds(50))
    #expect(fine.transitions.isEmpty)

    var failing = BreakerRig.traffic()
    failing.call("FFFFFFFFF")
    #expect(failing.state == .closed)
    failing.call("F")
    #expect(failing.state == .open)
    #expect(failing.causes == ["failure_rate"])
  }

  @Test func `2: below both minima nothing opens it, whatever the rate`() {
    var traffic = BreakerRig.traffic()
    for _ in 0..<20 {
      traffic.call("FFFFFFFFF")
      traffic.advance(.seconds(10))
    }
    var polls = BreakerRig()
    for _ in 0..<20 {
      polls.call("FF")
      polls.advance(.seconds(901))
    }
    #expect(traffic.state == .closed)
    #expect(polls.state == .closed)
  }

  @Test(arguments: [Duration.zero, .milliseconds(900)])
  func `3: exactly the threshold with exactly the minimum opens it`(gap: Duration) {
    var rig = BreakerRig.traffic()
    rig.call("SSSSSFFFF", every: gap)
    #expect(rig.state == .closed)
    rig.call("F")
    #expect(rig.state == .open)
    #expect(rig.transitions.first?.evidence?.failurePercent == 50)
  }

  @Test func `4: a success that completes the minimum opens it when enough had failed`() {
    var rig = BreakerRig.traffic()
    rig.call("FFFFFFSSS")
    #expect(rig.state == .closed)
    rig.call("S")
    #expect(rig.state == .open)
  }

  @Test func `5: failures that left the window do not help to the minimum`() {
    var rig = BreakerRig.traffic()
    rig.call("FFFFFFFFF")
    rig.advance(.seconds(10))
    rig.call("F")
    #expect(rig.state == .closed)
    #expect(rig.status.window.calls == 1)
  }

  @Test(arguments: [(9_999_999_999, 10), (10_000_000_000, 1)] as [(Int64, Int64)])
  func `6: a call one window old is out, a moment younger it is in`(age: Int64, judged: Int64) {
    var rig = BreakerRig.traffic { $0.minimumCalls = 100 }
    rig.call("FFFFFFFFF")
    rig.advance(.nanoseconds(age))
    rig.call("F")
    #expect(rig.status.window.calls == judged)
  }

  @Test func `7: failures on both sides of a part's edge add up`() {
    var rig = BreakerRig.traffic()
    rig.advance(.nanoseconds(999_999_999))
    rig.call("FFFFF")
    rig.advance(.nanoseconds(1))
    rig.call("FFFFF")
    #expect(rig.state == .open)
  }

  @Test func `8: only the oldest part leaves, and totals are the sum of the rest`() {
    var rig = BreakerRig.traffic { $0.minimumCalls = 1000 }
    for calls in 1...10 {
      rig.call(String(repeating: "S", count: calls), every: .zero); rig.advance(.seconds(1))
    }
    let totals = (0..<11).map { step in
      rig.breaker.status(at: rig.now + .seconds(step)).window.calls
    }
    #expect(totals == [54, 52, 49, 45, 40, 34, 27, 19, 10, 0, 0])
  }

  @Test func `9: idle for longer than the window clears it in one step`() {
    var rig = BreakerRig.traffic()
    rig.call("FFFFFFFFF")
    // 292 years of missed parts: a loop over them would not end.
    rig.now = MonotonicTime(nanoseconds: .max)
    rig.call("F")
    #expect(rig.status.window.calls == 1)
    #expect(rig.state == .closed)
  }

  @Test func `10: a window shorter than its resolution has one part`() {
    var rig = BreakerRig.traffic {
      $0.trafficWindow = .milliseconds(100)
      $0.minimumCalls = 100
    }
    rig.advance(.milliseconds(50))
    rig.call("FFFFFFFFF")
    rig.advance(.nanoseconds(49_999_999))
    #expect(rig.status.window.calls == 9)
    rig.advance(.nanoseconds(1))
    #expect(rig.status.window.calls == 0)
  }

  @Test func `11: a call begun before a reset changes nothing after it`() throws {
    var rig = BreakerRig.traffic { $0.minimumCalls = 1 }
    let old = try rig.permit()
    rig.reset()
    rig.end(old, .failure(.server))
    #expect(rig.state == .closed)
    #expect(rig.status.window.calls == 0)
    #expect(rig.status.late == 1)
  }

  @Test func `12: failures in a row open it at their number, a success between starts again`() {
    var rig = BreakerRig.traffic {
      $0.minimumCalls = 1000
      $0.consecutiveFailures = 3
    }
    rig.call("FFSFF")
    #expect(rig.state == .closed)
    rig.call("F")
    #expect(rig.transitions.last?.cause == .failuresInARow(3))
  }

  @Test func `14: a call that timed out is one call and one failure`() throws {
    var rig = BreakerRig()
    let permit = try rig.permit()
    rig.advance(.seconds(3))
    rig.end(permit, .failure(.transport))
    #expect(rig.status.window.calls == 1)
    #expect(rig.status.window.failures == 1)
  }

  @Test func `15: slow calls open it without a failure, the limit itself is not slow`() throws {
    var rig = BreakerRig.traffic {
      $0.slowCall = BreakerPolicy.SlowCall(duration: .seconds(2), percent: 50)
      $0.errorThreshold = 60
    }
    for _ in 0..<10 { rig.end(try rig.permit(), took: .seconds(2)) }
    #expect(rig.state == .closed)
    for _ in 0..<9 { rig.end(try rig.permit(), took: .nanoseconds(2_000_000_001)) }
    #expect(rig.state == .closed)
    // A slow failure counts as slow and as failed.
    rig.end(try rig.permit(), .failure(.transport), took: .seconds(3))
    #expect(rig.transitions.last?.cause == .slowRate(slow: 10, of: 20))
    #expect(rig.transitions.last?.evidence?.failures == 1)
  }

  @Test func `16: warming up it never opens, and it ends when the time is over`() {
    var rig = BreakerRig.traffic { $0.warmUp = .seconds(60) }
    rig.advance(.nanoseconds(59_999_999_999))
    rig.call("FFFFFFFFFFFFFFFFFFFF")
    #expect(rig.state == .closed)
    rig.advance(.nanoseconds(1))
    rig.call("F")
    #expect(rig.state == .open)
  }

  @Test func `17: the first failure ever leaves it closed`() {
    var rig = BreakerRig()
    rig.call("F")
    #expect(rig.state == .closed)
  }

  @Test func `18: held closed everything passes and is counted, afterwards it opens again`() {
    var rig = BreakerRig.traffic()
    rig.hold(for: .seconds(900))
    let refused = rig.call("FFFFFFFFFFFFFFFFFFFF")
    #expect(refused == 0)
    #expect(rig.state == .closed)
    #expect(rig.status.window.failures == 20)
    rig.advance(.seconds(900))
    rig.call("FFFFFFFFF")
    #expect(rig.state == .closed)
    rig.call("F")
    #expect(rig.state == .open)
  }

  @Test func `19: held closed it says once an episode that it would open`() {
    var rig = BreakerRig.traffic()
    rig.hold(for: .seconds(900))
    rig.call("FFFFFFFFFFFFFFF")
    #expect(rig.status.wouldOpen)
    #expect(rig.status.wouldOpenEpisodes == 1)
    rig.advance(.seconds(10))
    rig.call("SSSSSSSSSS")
    #expect(!rig.status.wouldOpen)
    rig.call("FFFFFFFFFFFFFFF")
    #expect(rig.status.wouldOpenEpisodes == 2)
    #expect(rig.causes == ["held"])
  }
}
