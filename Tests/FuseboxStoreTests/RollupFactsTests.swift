import FuseboxCore
import FuseboxStore
import GRDB
import Testing

@testable import enum FuseboxStore.StoredHistogram

/// What is collected by minute and hour beside sums of calls.
struct RollupFactsTests {
  private let fixture = StoreFixture()

  @Test func `lengths of calls come back as percentiles of any range`() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    // Two groups, two minutes.
    for seconds in [0, 60] {
      journal.append(
        (1...100).map {
          StoreSamples.call(
            seq: Int64(seconds * 100) + $0, at: StoreSamples.time + .seconds(seconds),
            milliseconds: $0)
        })
    }
    let start = StoreSamples.time + .seconds(-60)
    for hours in [1, 48] as [Int64] {
      let latency = try await journal.latency(
        provider: "stripe", signal: .probe, from: start + .seconds(-3600),
        to: start + .seconds(3600 * hours))
      #expect(latency.calls == 200)
      let median = try #require(latency.percentile(0.5))
      #expect(abs(median - 50_000) <= 50_000 / 20)
    }
    await journal.close()
  }

  @Test func `what a crash left without a sum is summed up afterwards, and once`() async throws {
    let crashed = fixture.journal()
    _ = await crashed.recover()
    for seq in 1...3 { crashed.append([StoreSamples.call(seq: Int64(seq))]) }
    // All of it is in the file now, and nobody closes it.
    _ = try await crashed.log(provider: nil, since: nil, limit: 10)
    let journal = fixture.journal()
    _ = await journal.recover()
    journal.append([StoreSamples.call(seq: 4)])
    for _ in 1...2 {
      let series = try await journal.series(
        provider: "stripe", signal: .probe, step: .seconds(60),
        from: StoreSamples.time + .seconds(-60), to: StoreSamples.time + .seconds(60))
      #expect(series.map(\.calls) == [4])
    }
    await journal.close()
  }

  @Test(arguments: ["number = 4503599627370496", "number = -7"])
  func `a damaged mark counts no call twice`(_ damage: String) async throws {
    let first = fixture.journal()
    _ = await first.recover()
    for seq in 1...3 { first.append([StoreSamples.call(seq: Int64(seq))]) }
    await first.close()
    let connection = try fixture.connect("history.db")
    try await connection.write { try $0.execute(sql: "UPDATE summed SET \(damage)") }
    try connection.close()
    let journal = fixture.journal()
    _ = await journal.recover()
    journal.append([StoreSamples.call(seq: 4)])
    let series = try await journal.series(
      provider: "stripe", signal: .probe, step: .seconds(60),
      from: StoreSamples.time + .seconds(-60), to: StoreSamples.time + .seconds(60))
    #expect(series.map(\.calls) == [4])
    await journal.close()
  }

  @Test func `calls that did not succeed are counted by outcome, hour by hour`() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    let outcomes: [Outcome] = [.failure(.server), .success, .failure(.server), .caller]
    for (index, outcome) in outcomes.enumerated() {
      journal.append([StoreSamples.call(seq: Int64(index + 1), outcome: outcome)])
    }
    await journal.close()
    let counts = try await fixture.connect("history.db").read { db in
      try Row.fetchAll(db, sql: "SELECT label, calls FROM outcome ORDER BY calls").map {
        "\($0["label"] as String) \($0["calls"] as Int)"
      }
    }
    #expect(counts == ["\(Outcome.caller.label) 1", "\(Outcome.failure(.server).label) 2"])
  }

  @Test func `a meter's hour keeps its last and its largest reading`() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    for (index, used) in [10, 90, 40].enumerated() {
      let reading = MeterReading(
        provider: "github", meter: "core", title: "Core", kind: .window, unit: .count,
        at: StoreSamples.time, used: Int64(used), limit: 100, alertAt: nil)
      let seq = Int64(index + 1)
      journal.append([
        Envelope(seq: seq, wall: StoreSamples.time, boot: "b1", event: .meter(reading))
      ])
    }
    await journal.close()
    let rows = try await fixture.connect("history.db").read { db in
      try Row.fetchAll(db, sql: "SELECT used, most, cap FROM meter").map {
        [$0["used"] as Int, $0["most"] as Int, $0["cap"] as Int]
      }
    }
    #expect(rows == [[40, 90, 100]])
  }

  @Test(arguments: 1...20)
  func `a stored histogram reads as what was written`(_ seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    var histogram = LatencyHistogram()
    for _ in 0..<200 { histogram.add(Int64.random(in: 0...(1 << 40), using: &dice)) }
    let bytes = StoredHistogram.bytes(histogram)
    #expect(StoredHistogram.read(bytes) == histogram)
    for count in 0..<bytes.count { _ = StoredHistogram.read(bytes.prefix(count)) }
  }

  @Test(
    arguments: [
      [0xFF], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1], [1], [0x7F, 0],
    ] as [[UInt8]])
  func `damaged bytes count nothing`(_ bytes: [UInt8]) {
    #expect(StoredHistogram.read(bytes) == LatencyHistogram())
  }
}
