import FuseboxCore
import Testing

@Suite struct WallTimeTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (1_795_442_400_123, "2026-11-23T14:00:00.123Z"),
      (951_782_400_000, "2000-02-29T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
    ] as [(Int64, String)])
  func `a moment is written and read back`(milliseconds: Int64, text: String) {
    let time = WallTime(milliseconds: milliseconds)
    #expect(time.rfc3339 == text)
    #expect(WallTime(rfc3339: text) == time)
  }

  @Test(arguments: [
    ("2026-11-23T15:00:00+01:00", "2026-11-23T14:00:00.000Z"),
    ("2026-11-23 14:00:00Z", "2026-11-23T14:00:00.000Z"),
    ("2026-11-23T14:00:00.5-00:30", "2026-11-23T14:30:00.500Z"),
  ])
  func `offsets and spellings are understood`(text: String, utc: String) {
    #expect(WallTime(rfc3339: text)?.rfc3339 == utc)
  }

  @Test(arguments: [
    "", "now", "2026-11-23", "2026-13-01T00:00:00Z", "2026-11-23T14:00:00", "2026-11-23T25:00:00Z",
    "2026-11-23T14:00:00+1", "2026-11-23T14:00:00Zx", "２０２６-11-23T14:00:00Z",
  ])
  func `what is no timestamp is nil`(text: String) {
    #expect(WallTime(rfc3339: text) == nil)
  }

  @Test func `clocks saturate instead of trapping`() {
    #expect(MonotonicTime(nanoseconds: .max) + .seconds(1) == MonotonicTime(nanoseconds: .max))
    #expect(MonotonicTime.zero + .seconds(Int64.max) == MonotonicTime(nanoseconds: .max))
    #expect(WallTime(seconds: .max).milliseconds == .max)
  }
}
