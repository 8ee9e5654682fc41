import FuseboxCore
import Testing

@testable import FuseboxAgent

@Suite struct PollScheduleTests {
  private var random = SeededGenerator(seed: 1)

  /// Runs a slot against outcomes that begin at given times; returns when each call starts.
  private mutating func starts(
    interval: Duration, outcomes: [Bool], took: Duration = .zero
  ) -> [Double] {
    var schedule = PollSchedule(interval: interval, confirms: true)
    var now = MonotonicTime.zero
    var starts: [Double] = []
    for failed in outcomes {
      starts.append((now - .zero).inSeconds)
      let start = now
      now = schedule.next(
        after: start, now: now + took, failed: failed, notBefore: nil, probeAt: nil,
        using: &random)
    }
    return starts
  }

  @Test mutating func `fine polls keep their interval within five per cent`() {
    let starts = starts(interval: .seconds(60), outcomes: Array(repeating: false, count: 20))
    for (earlier, later) in zip(starts, starts.dropFirst()) {
      #expect((57...63).contains(later - earlier))
    }
  }

  @Test mutating func `a failure is confirmed every ten seconds until three agree`() {
    let starts = starts(
      interval: .seconds(60), outcomes: [false, true, true, true, true])
    #expect(starts[2] - starts[1] == 10)
    #expect(starts[3] - starts[2] == 10)
    #expect(starts[4] - starts[3] > 50, "three agreed: back to the interval")
  }

  @Test mutating func `three failures come within ninety seconds, time-outs included`() {
    for seed in 0..<200 {
      random = SeededGenerator(seed: UInt64(seed))
      let starts = starts(
        interval: .seconds(60), outcomes: [false, true, true, true], took: .seconds(3))
      // The worst case: it fails right after the fine poll.
      #expect(starts[3] + 3 <= 90)
    }
  }

  @Test mutating func `extra calls are at most six an hour`() {
    let starts = starts(
      interval: .seconds(300), outcomes: (0..<24).map { $0 % 2 == 0 })
    let gaps = zip(starts, starts.dropFirst()).map { $1 - $0 }
    #expect(gaps.filter { $0 < 20 }.count <= 12, "two hours hold at most twelve")
    #expect(gaps.prefix(6).allSatisfy { $0 == 10 })
    #expect(gaps[6] > 200)
  }

  @Test mutating func `an open breaker's deadline and a stated wait go before the interval`() {
    var schedule = PollSchedule(interval: .seconds(60), confirms: true)
    let now = MonotonicTime.zero + .seconds(100)
    let atDeadline = schedule.next(
      after: now, now: now, failed: true, notBefore: nil, probeAt: now + .seconds(31),
      using: &random)
    #expect(atDeadline == now + .seconds(31))
    let stated = schedule.next(
      after: now, now: now, failed: false, notBefore: now + .seconds(240), probeAt: nil,
      using: &random)
    #expect(stated == now + .seconds(240))
    let long = schedule.next(
      after: now, now: now, failed: false, notBefore: now + .seconds(3600), probeAt: nil,
      using: &random)
    #expect(long == now + .seconds(900), "nobody is blind for an hour")
  }
}
