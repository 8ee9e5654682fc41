import FuseboxCore
import FuseboxStore
import GRDB
import Testing

@Suite(.serialized) struct Bench {
  let fixture = StoreFixture()
  func ms(_ d: Duration) -> Double { d.inSeconds * 1000 }
  @Test func appends() async {
    let journal = fixture.journal { $0.queueLimit = 1_000_000 }
    let clock = ContinuousClock()
    print("BENCH open", ms(await clock.measure { _ = await journal.recover() }))
    journal.append([StoreSamples.started()])
    let events = (2...50_001).map { StoreSamples.call(seq: $0, at: StoreSamples.time + .milliseconds($0)) }
    let took = await clock.measure {
      for start in stride(from: 0, to: 50_000, by: 100) { journal.append(Array(events[start..<start + 100])) }
      await journal.checkpoint(Board())
    }
    print("BENCH appends/s", 50_000 / took.inSeconds)
    var times: [Double] = []
    for n in 1...1000 { times.append(ms(await clock.measure { _ = await journal.record(StoreSamples.record(Int64(n))) })) }
    times.sort()
    print("BENCH record p50 \(times[500]) p99 \(times[990]) max \(times[999])")
    var loaded: [Double] = []
    for n in 1...500 {
      journal.append(Array(events[0..<200]))
      loaded.append(ms(await clock.measure { _ = await journal.record(StoreSamples.record(Int64(n), provider: "github")) }))
    }
    loaded.sort()
    print("BENCH record beside history p50 \(loaded[250]) p99 \(loaded[495]) max \(loaded[499])")
    let board = StoreSamples.fold([StoreSamples.started()] + events)
    print("BENCH checkpoint", ms(await clock.measure { await journal.checkpoint(board) }))
    await journal.close()
    let again = fixture.journal()
    print("BENCH recover", ms(await clock.measure { _ = await again.recover() }))
    await again.close()
  }
  @Test func charts() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    let db = try fixture.connect("history.db")
    try await db.write { db in
      for p in 0..<14 { for s in ["status", "probe", "traffic"] { try db.execute(sql: "INSERT INTO series (provider, signal) VALUES (?, ?)", arguments: ["p\(p)", s]) } }
      try db.execute(sql: "WITH RECURSIVE n(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM n WHERE x < 8759) INSERT INTO hour SELECT number, x * 3600000, 60, 1, 41000 FROM series, n")
      try db.execute(sql: "WITH RECURSIVE n(x) AS (SELECT 0 UNION ALL SELECT x + 1 FROM n WHERE x < 43199) INSERT INTO minute SELECT number, x * 60000, 1, 0, 41000 FROM series, n")
    }
    let clock = ContinuousClock()
    for (name, r, end) in [("year", Resolution.hour, Int64(8760) * 3_600_000), ("month of hours", .hour, 720 * 3_600_000), ("day", .minute, 1440 * 60_000), ("month of minutes", .minute, 43200 * 60_000)] {
      var times: [Double] = []
      var count = 0
      for i in 0..<50 {
        times.append(ms(await clock.measure { count = await journal.series(provider: ProviderID("p\(i % 14)"), signal: .probe, resolution: r, from: WallTime(milliseconds: 0), to: WallTime(milliseconds: end)).count }))
      }
      times.sort()
      print("BENCH chart \(name) \(count) points p50 \(times[25]) max \(times[49])")
    }
    await journal.close()
    let bytes = try await db.read { try Int.fetchOne($0, sql: "SELECT page_count * 4096 FROM pragma_page_count") }
    print("BENCH bytes", bytes ?? 0)
    let j2 = fixture.journal()
    print("BENCH open big", ms(await clock.measure { _ = await j2.recover() }))
    print("BENCH prune nothing", ms(await clock.measure { await j2.checkpoint(Board()) }))
    await j2.close()
  }
}
