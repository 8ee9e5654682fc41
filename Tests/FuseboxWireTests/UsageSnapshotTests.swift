import FuseboxCore
import FuseboxWire
import Testing

struct UsageSnapshotTests {
  private let now = Samples.later

  /// A board with one meter.
  private func board(_ reading: MeterReading) -> Board {
    var state = ProviderState(facts: Samples.facts)
    state.meters.all = [MeterState(latest: reading)]
    var board = Board()
    board.providers = [state]
    return board
  }

  private func row(_ change: (inout MeterReading) -> Void) throws -> UsageRow {
    var reading = Samples.meter
    change(&reading)
    return try #require(UsageSnapshot(board(reading), at: now).rows.first)
  }

  @Test func `a CSV has a line of names and one line a meter`() {
    let csv = UsageSnapshot(board(Samples.meter), at: now).csv()
    #expect(
      csv == """
        provider,meter,tier,kind,unit,used,limit,percent,alert_at,expected_by_now,forecast_low,\
        forecast_mid,forecast_high,exhausted_at,period_start,period_end,zone,source,measured_at,\
        age_s,state\r
        stripe,requests,Standard,sum,count,450,1000,45.0,900,500,,900,,,2026-11-08T14:32:07.250Z,\
        2026-12-08T14:32:07.250Z,Europe/Berlin,counted,2026-11-23T14:32:07.250Z,90,ok\r\n
        """)
  }

  @Test func `unknown values are null in JSON and empty in CSV`() throws {
    let row = try row { ($0.limit, $0.alertAt) = (nil, nil) }
    #expect(row[.limit] == .none)
    #expect(row[.percent] == .none)
    var reading = Samples.meter
    (reading.limit, reading.alertAt) = (nil, nil)
    let json = String(
      decoding: try UsageSnapshot(board(reading), at: now).json(), as: UTF8.self)
    #expect(json.contains(#""limit":null"#))
    #expect(json.contains(#""percent":null"#))
    #expect(json.contains(#""used":450"#))
    #expect(json.hasSuffix(#""schema":1}"#))
  }

  @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
  func `a text that would be a formula gets an apostrophe`(_ text: String) {
    var reading = Samples.meter
    reading.tier = text
    let csv = UsageSnapshot(board(reading), at: now).csv()
    let isQuoted = text.contains("\r")
    #expect(csv.contains(isQuoted ? ",\"'\(text)\"," : ",'\(text),"))
  }

  @Test func `a negative number stays a number`() {
    var reading = Samples.meter
    reading.used = -5
    #expect(UsageSnapshot(board(reading), at: now).csv().contains(",count,-5,1000,"))
  }

  @Test func `commas, quotes and line ends are quoted`() {
    var reading = Samples.meter
    reading.tier = "a,\"b\"\nc"
    #expect(UsageSnapshot(board(reading), at: now).csv().contains(",\"a,\"\"b\"\"\nc\","))
  }

  @Test(arguments: [
    (450, 90, UsageState.ok), (600, 90, .forecastOver), (900, 90, .pastAlert),
    (1000, 90, .atLimit), (1000, 2701, .stale), (450, 16 * 86_400, .stale),
  ])
  func `the state is the worst that is known`(
    _ used: Int64, _ age: Int64, _ expected: UsageState
  ) throws {
    var reading = Samples.meter
    reading.used = used
    let snapshot = UsageSnapshot(board(reading), at: reading.at + .seconds(age))
    #expect(snapshot.rows.first?[.state] == .text(expected.rawValue))
  }

  @Test func `the file is named for its moment`() {
    #expect(
      UsageSnapshot(Board(), at: now).fileName(extension: "csv")
        == "fusebox-usage-2026-11-23T143337Z.csv")
  }
}
