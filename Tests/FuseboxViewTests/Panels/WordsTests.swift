import FuseboxCore
import FuseboxWords
import Testing

@testable import FuseboxView

struct WordsTests {
  @Test(arguments: [
    (0, "0s"), (59, "59s"), (60, "1m"), (252, "4m"), (3600, "1h"), (86_399, "23h"), (86_400, "1d"),
    (864_000_000, "999d"), (-5, "0s"),
  ])
  func `a length in few cells`(seconds: Int64, words: String) {
    #expect(Brief.words(.seconds(seconds)) == words)
  }

  @Test(arguments: [
    (0, "<1 ms"), (-7, "<1 ms"), (999, "<1 ms"), (1000, "1 ms"), (910_000, "910 ms"),
    (2_400_000, "2.4 s"), (61_000_000, "61 s"), (Int64.max, "9999 s"),
  ])
  func `a call's length`(microseconds: Int64, words: String) {
    #expect(Brief.call(microseconds: microseconds) == words)
    #expect(words.count <= 6)
  }

  @Test(arguments: [
    (900, MeterUnit.count, "900"), (9999, .requests, "9,999"), (97_000, .count, "97.0 K"),
    (100_000, .count, "100 K"), (1_842_000_000, .microUSD, "$1,842"),
    (12_400_000, .microUSD, "$12.40"), (-12_400_000, .microUSD, "-$12.40"),
    (4_600_000_000, .bytes, "4.6 GB"), (0, .bytes, "0 B"), (90, .minutes, "90 min"),
    (.max, .count, "9.2 E"), (.min, .count, "-9.2 E"),
  ])
  func `a quantity in few cells`(value: Int64, unit: MeterUnit, words: String) {
    #expect(Amount.short(value, unit) == words)
  }

  @Test(arguments: [
    (Int64(4_600_000_000), Int64?(8_000_000_000), MeterUnit.bytes, "4.6/8.0 GB"),
    (460_000_000_000, 1_000_000_000_000, .bytes, "460 GB/1.0 TB"),
    (1_842_000_000, 2_200_000_000, .microUSD, "$1,842/2,200"),
    (97_000, 100_000, .count, "97.0 K/100 K"), (5, nil, .count, "no limit"),
  ])
  func `used of a limit`(used: Int64, limit: Int64?, unit: MeterUnit, words: String) {
    var meter = MockBoard.level("x", "x", used, of: 1, unit: unit).latest
    meter.limit = limit
    #expect(Amount.pair(meter) == words)
  }

  @Test(arguments: [
    (0.0, "0%"), (0.934, "93%"), (0.9999, "99%"), (1, "100%"), (1.04, "104%"), (1e9, "999%"),
    (-1, "0%"), (.nan, "0%"), (.infinity, "0%"),
  ])
  func `a share never rounds up to full`(share: Double, words: String) {
    #expect(Amount.percent(share) == words)
  }

  @Test(arguments: [
    ("2026-11-23T18:20:00Z", "18:20"), ("2026-11-26T04:10:00Z", "26 Nov 04:10"),
    ("2026-11-26T20:00:00Z", "26 Nov"),
  ])
  func `a moment to come is said as exactly as it matters`(time: String, words: String) throws {
    let time = try #require(WallTime(rfc3339: time))
    #expect(Day.ahead(time, from: MockBoard.now) == words)
  }

  @Test func `since another day names the day`() throws {
    let time = try #require(WallTime(rfc3339: "2026-11-22T09:00:00Z"))
    #expect(Day.since(time, at: MockBoard.now) == "22Nov")
    #expect(Day.since(MockBoard.time("14:21:00"), at: MockBoard.now) == "14:21")
  }

  @Test func `a change of another day says its day`() throws {
    let yesterday = try #require(WallTime(rfc3339: "2026-11-22T23:58:10Z"))
    func text(_ at: WallTime) -> String {
      let change = Change(seq: 1, at: at, provider: "s3", fact: .told(.page, what: "what", why: ""))
      return ChangesStrip.line(change, at: MockBoard.now, width: 80, showsProvider: false).text
    }
    #expect(text(yesterday) == " 22 Nov 23:58:10 what")
    #expect(text(MockBoard.time("14:21:00")) == " 14:21:00 what")
  }

  @Test(arguments: [
    (84, 90, "█████┃", Role.gaugeFill), (97, 90, "█████▉", .gaugeWarn),
    (50, 90, "███··┃", .gaugeFill), (12, 90, "▊····┃", .gaugeFill), (0, 90, "·····┃", .gaugeFill),
    (1, 50, "▏··┃··", .gaugeFill), (100, 90, "██████", .gaugeCrit), (250, 90, "██████", .gaugeCrit),
  ])
  func `a gauge shows the share and its alert`(used: Int64, alert: Int64, bar: String, role: Role) {
    var meter = MockBoard.level("x", "x", used, of: 100).latest
    meter.alertAt = alert
    let line = Gauge.line(meter, width: 6)
    #expect(line.text == bar)
    #expect(Gauge.role(of: meter) == role)
  }

  @Test func `a sparkline keeps its minutes in place and shows gaps`() {
    let minutes = MockBoard.minutes([1, 8])
    let at = MockBoard.time("14:25:30")
    #expect(Sparkline.text(minutes, width: 4, at: at) == "╌▁█╌")
    #expect(Sparkline.text([], width: 3, at: at) == "╌╌╌")
  }

  @Test func `phrases flow over lines and the least wanted is left out`() {
    let phrases = ["one two", "three", "four and more", "5"]
    #expect(
      Phrases.flow(phrases, lead: " x: ", width: 20, lines: 2) == [
        " x: one two · three", " four and more · 5",
      ])
    #expect(Phrases.flow(["far too long"], lead: "", width: 4, lines: 1) == ["far too long"])
  }

  @Test func `text wraps between words`() {
    #expect(Wrap.lines("one two three", width: 7) == ["one two", "three"])
    #expect(Wrap.lines("sesquipedalian", width: 5) == ["sesqu"])
    #expect(Wrap.lines("", width: 5) == [""])
  }
}
