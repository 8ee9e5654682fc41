import FuseboxCore
import Testing

@testable import FuseboxCommands

@Suite struct LogLineTests {
  private static let now = WallTime(milliseconds: 1_795_444_327_000)  // 2026-11-23T14:32:07Z

  @Test func `a change is one line: when, who, what, why`() {
    let change = Change(
      seq: 1, at: Self.now, provider: "stripe",
      fact: .breaker(
        from: .closed, to: .open,
        why: .because(
          .failureRate(failed: 3, of: 5, threshold: 50, exclusive: false), lastError: "",
          waitMilliseconds: 30_000)))
    #expect(
      LogLine.text(change)
        == "2026-11-23T14:32:07.000Z  stripe      closed → OPEN  3 of 5 calls failed ≥ 50 %")
  }

  @Test func `what is nobody's is fusebox's own`() {
    let change = Change(
      seq: 1, at: Self.now, provider: "", fact: .told(.agent, what: "agent started", why: ""))
    #expect(LogLine.text(change) == "2026-11-23T14:32:07.000Z  fusebox     agent started")
  }

  @Test(
    arguments: [
      ("14:00", "2026-11-23T14:00:00.000Z"), ("22:00", "2026-11-22T22:00:00.000Z"),
      ("14:32", "2026-11-23T14:32:00.000Z"), ("30m", "2026-11-23T14:02:07.000Z"),
      ("2026-11-01T00:00:00Z", "2026-11-01T00:00:00.000Z"), ("24:00", nil), ("12:60", nil),
      ("noon", nil), ("", nil), ("1:2:3", nil),
    ] as [(String, String?)])
  func `a moment is a time of day, a length back, or a timestamp`(text: String, time: String?) {
    #expect(Moment.read(text, now: Self.now)?.rfc3339 == time)
  }
}
