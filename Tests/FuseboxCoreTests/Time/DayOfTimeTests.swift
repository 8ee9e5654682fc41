import FuseboxCore
import FuseboxTestSupport
import FuseboxWords
import Testing

/// A clock time that lies on another day than the reader's says which.
@Suite struct DayOfTimeTests {
  private func time(_ text: String) throws -> WallTime { try #require(WallTime(rfc3339: text)) }

  @Test(arguments: [
    ("2026-11-25T00:00:00Z", "00:00"), ("2026-11-25T23:59:59Z", "23:59"),
    ("2026-11-26T00:00:00Z", "26 Nov 00:00"), ("2026-11-24T23:59:59Z", "24 Nov 23:59"),
    ("2026-12-25T19:22:00Z", "25 Dec 19:22"), ("2027-11-25T19:22:00Z", "25 Nov 2027 19:22"),
  ])
  func `a time says its day where that is another`(text: String, words: String) throws {
    let now = try time("2026-11-25T19:22:00Z")
    #expect(try time(text).hourMinute(besides: now) == words)
    #expect(try time(text).clock(besides: now) == words + ":\(text.suffix(3).prefix(2))")
  }

  @Test func `a change for thirty days says until which day`() throws {
    let at = try time("2026-11-25T19:22:00Z")
    for (length, end) in [(Int64(3600), "20:22"), (30 * 86_400, "25 Dec 19:22")] {
      let hold = Override(
        provider: "stripe", kind: .forcedOpen, actor: Scene.mara, reason: "month", since: at,
        until: at + .seconds(length), revision: 1)
      let record = AuditRecord(
        id: "b-1", at: at, provider: "stripe", action: .trip, actor: Scene.mara, reason: "month",
        from: .closed, to: .forcedOpen, override: hold, revision: 1)
      #expect(record.words == "tripped by mara until \(end)")
    }
  }
}
