import FuseboxCore
import FuseboxTestSupport
import Testing

@Suite struct ForecastTests {
  static let start = Scene.start
  static let month = Duration.seconds(30 * 86_400)

  private func meter(used: Int64, share: Double, limit: Int64? = 1000) -> MeterState {
    let at = Self.start + .seconds(share * 30 * 86_400)
    var state = MeterState(
      latest: MeterReading(
        provider: "p", meter: "m", title: "mails", kind: .sum, unit: .count, at: at, used: used,
        limit: limit, alertAt: nil, periodStart: Self.start, periodEnd: Self.start + Self.month))
    state.points = []
    return state
  }

  @Test(
    arguments: [
      (450, 0.5, 900, false), (600, 0.5, 1200, true), (0, 0.5, 0, false), (999, 0.99, 1009, true),
    ] as [(Int64, Double, Int64, Bool)])
  func `a sum at an even pace ends where its share says`(
    used: Int64, share: Double, mid: Int64, over: Bool
  ) throws {
    let state = meter(used: used, share: share)
    let forecast = try #require(Forecast.of(state, at: state.latest.at))
    #expect(forecast.mid == mid)
    #expect(forecast.overLimit == over)
    #expect((forecast.exhaustedAt != nil) == over)
  }

  @Test func `below five per cent of the period there is no forecast`() throws {
    let state = meter(used: 10, share: 0.04)
    let forecast = try #require(Forecast.of(state, at: state.latest.at))
    #expect(forecast.mid == nil)
    #expect(forecast.expectedByNow == 40)
  }

  @Test func `three days of points decide the rate and its band`() throws {
    var state = meter(used: 400, share: 0.5)
    state.points = (0...4).map { day in
      MeterState.Point(
        at: state.latest.at + .seconds(-86_400 * Int64(4 - day)), used: 200 + Int64(day) * 50)
    }
    let forecast = try #require(Forecast.of(state, at: state.latest.at))
    #expect(forecast.mid == 1150)
    #expect(try #require(forecast.low) <= 1150)
    #expect(try #require(forecast.high) >= 1150)
  }

  @Test func `a window has none, a level needs three days`() {
    var state = meter(used: 5, share: 0.5)
    state.latest.kind = .window
    #expect(Forecast.of(state, at: state.latest.at) == nil)
    state.latest.kind = .level
    #expect(Forecast.of(state, at: state.latest.at) == nil)
  }

  @Test func `a wild rate saturates instead of trapping`() throws {
    let state = meter(used: .max, share: 0.06)
    #expect(try #require(Forecast.of(state, at: state.latest.at)).mid == .max)
  }
}
