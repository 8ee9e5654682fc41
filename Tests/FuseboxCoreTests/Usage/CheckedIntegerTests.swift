import FuseboxCore
import FuseboxWords
import FuseboxTestSupport
import Testing

@Suite struct CheckedIntegerTests {
  static let extremes: [Int64] = [0, 1, -1, 2, -2, 1 << 62, -(1 << 62), .max, .min, .max - 1]

  /// What 128 bits say, if 64 hold it.
  private func fits(_ number: Int128) -> Int64? { Int64(exactly: number) }

  @Test(arguments: extremes, extremes)
  func `what it comes to is right, or has no exact value`(left: Int64, right: Int64) {
    let (a, b) = (CheckedInteger(left), CheckedInteger(right))
    let (x, y) = (Int128(left), Int128(right))
    #expect((a + b).exact == fits(x + y) && (a + b).clamped == Int64(clamping: x + y))
    #expect((a - b).exact == fits(x - y) && (a - b).clamped == Int64(clamping: x - y))
    #expect((a * b).exact == fits(x * y) && (a * b).clamped == Int64(clamping: x * y))
    #expect((-a).exact == fits(-x))
  }

  @Test func `what came of too large a number has no exact value either`() {
    let lost = CheckedInteger(.max) + 1
    #expect(lost.exact == nil && (lost - 1).exact == nil && (lost * 0).exact == nil)
  }

  @Test(arguments: extremes) func `a moment of another is one of our calendar`(seconds: Int64) {
    let time = WallTime(stated: CheckedInteger(seconds))
    #expect((time != nil) == (0...2).contains(seconds))
  }

  @Test(arguments: extremes, extremes)
  func `times are added and taken apart without a trap`(left: Int64, right: Int64) {
    let time = WallTime(milliseconds: left)
    let fields = CalendarTime(time)
    #expect(left == .min || fields.wallTime == time)
    #expect(!time.rfc3339.isEmpty && (0...6).contains(fields.weekday))
    _ = time + .seconds(right)
    _ = time + .milliseconds(right)
    let away = time - WallTime(milliseconds: right)
    #expect((away < .zero) == (left < right))
    #expect(!Span.words(away).isEmpty && !Span.words(.zero - away).isEmpty)
    _ = WallTime(seconds: left)
  }

  @Test(arguments: extremes, extremes)
  func `a meter of extreme numbers is shown without a trap`(used: Int64, limit: Int64) {
    let now = WallTime(seconds: 1_795_444_327)
    for kind in MeterKind.allCases {
      for end in Self.extremes {
        let reading = MeterReading(
          provider: "x", meter: "m", title: "M", kind: kind, unit: .count, at: now, used: used,
          limit: limit, alertAt: limit, periodStart: WallTime(milliseconds: limit),
          periodEnd: WallTime(milliseconds: end))
        _ = (reading.share, reading.isAtLimit, reading.isPastAlert)
        var meter = MeterState(latest: reading)
        meter.points = [MeterState.Point(at: WallTime(milliseconds: end), used: limit)]
        _ = Forecast.of(meter, at: now)
      }
    }
  }

  @Test(arguments: extremes, extremes)
  func `a board adds up any count of calls`(first: Int64, second: Int64) {
    var scene = Scene([.probed("stripe")])
    for count in [first, second, first, second] {
      scene.publish(
        .traffic(
          TrafficReading(
            provider: "stripe", at: scene.now, client: "shop", admitted: count, refused: count,
            completed: count, failed: count, useless: count, slowest: count)))
    }
    if first > 0, second > 0 {
      let application = scene.board["stripe"]?.calls.applications.first
      #expect((application?.admitted ?? 1) >= max(first, second))
    }
  }
}
