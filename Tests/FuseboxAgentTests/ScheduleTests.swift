import FuseboxCore
import FuseboxProviders
import FuseboxTestSupport
import Testing

@testable import FuseboxAgent

struct ScheduleTests {
  private static func schedule(interval: Int64) throws -> Schedule {
    let watched = WatchedProvider(
      provider: try #require(Catalogue.builtIn["github"]),
      facts: .probed("github", probeInterval: interval), credentials: ["token": Secret("ghp_x")],
      apiBase: "http://127.0.0.1:1")
    let settings = AgentSettings(
      profile: "test", version: "1", pid: 1, providers: [watched], seed: 1)
    return Schedule(settings: settings, at: .zero)
  }

  @Test(arguments: [(60, 1000), (30, 1000), (15, 500), (5, 250), (1, 31.25)] as [(Int64, Double)])
  func `polls meet at multiples of a grain, and keep their interval`(
    interval: Int64, grain: Double
  ) throws {
    var schedule = try Self.schedule(interval: interval)
    var starts: [MonotonicTime] = []
    while starts.count < 50 {
      let now = try #require(schedule.next)
      for order in schedule.takeDue(at: now) {
        if order.target == .probe("github") { starts.append(now) }
        schedule.finish(order.slot, PollResult(start: now, failed: false), at: now)
      }
    }
    for (earlier, later) in zip(starts.dropFirst(), starts.dropFirst(2)) {
      let milliseconds = Double(later.nanoseconds) / 1e6
      #expect(milliseconds.truncatingRemainder(dividingBy: grain) == 0)
      let spread = Double(interval) * 0.05 + grain / 2000
      #expect(abs((later - earlier).inSeconds - Double(interval)) <= spread)
    }
  }

  @Test func `what is not the interval is kept to the moment`() throws {
    let now = MonotonicTime.zero + .milliseconds(1017)
    let stated = now + .milliseconds(90_400)
    let deadline = now + .milliseconds(1234)
    for (result, due) in [
      (PollResult(start: now, failed: false, notBefore: stated), stated),
      (PollResult(start: now, probeAt: deadline), deadline),
      (PollResult(start: now, failed: true), now + PollSchedule.confirmationGap),
    ] {
      var schedule = try Self.schedule(interval: 60)
      let orders = schedule.takeDue(at: now)
      let probe = try #require(orders.first { $0.target == .probe("github") })
      schedule.finish(probe.slot, result, at: now)
      #expect(schedule.next == due)
    }
  }
}
