import FuseboxCore
import FuseboxStore
import GRDB
import Testing

struct RetentionTests {
  private let fixture = StoreFixture()

  private func count(_ table: String) async throws -> Int {
    try await fixture.connect("history.db").read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? 0
    }
  }

  @Test func `readings go by age, and what a person reads stays`() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    journal.append(
      [StoreSamples.started(), StoreSamples.opened(seq: 2)]
        + (3...1202).map { StoreSamples.call(seq: $0) })
    await journal.checkpoint(Board())
    fixture.advance(.seconds(7 * 86_400))
    await journal.checkpoint(Board())
    #expect(try await count("event") == 1202)
    fixture.advance(.seconds(1))
    await journal.checkpoint(Board())
    #expect(try await count("event") == 2)
    #expect(try await count("change") == 2)
    fixture.advance(.seconds(400 * 86_400))
    await journal.checkpoint(Board())
    #expect(try await count("event") == 0)
    #expect(try await count("change") == 0)
    await journal.close()
  }

  @Test func `minutes go after thirty days, hours after four hundred`() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    journal.append([
      StoreSamples.call(seq: 1), StoreSamples.call(seq: 2, provider: "github"),
      StoreSamples.call(seq: 3, at: StoreSamples.time + .seconds(60)),
    ])
    await journal.checkpoint(Board())
    #expect(try await count("minute") == 3)
    #expect(try await count("hour") == 2)
    fixture.advance(.seconds(30 * 86_400 + 30))
    await journal.checkpoint(Board())
    #expect(try await count("minute") == 1)
    fixture.advance(.seconds(371 * 86_400))
    await journal.checkpoint(Board())
    #expect(try await count("minute") == 0)
    #expect(try await count("hour") == 0)
    await journal.close()
  }

  @Test func `beyond the byte cap the oldest readings go first and the file shrinks`()
    async throws
  {
    let cap: Int64 = 400_000
    let journal = fixture.journal { $0.retention.bytes = cap }
    _ = await journal.recover()
    journal.append(
      [StoreSamples.started(), StoreSamples.opened(seq: 2)]
        + (3...4000).map {
          StoreSamples.call(seq: $0, at: StoreSamples.time + .milliseconds($0))
        })
    await journal.checkpoint(Board())
    await journal.close()
    let left = try await fixture.connect("history.db").read { db in
      (
        bytes: try Int64.fetchOne(
          db, sql: "SELECT page_count * 4096 FROM pragma_page_count") ?? 0,
        told: try Int.fetchOne(db, sql: "SELECT count(*) FROM event WHERE told = 1"),
        oldest: try Int64.fetchOne(db, sql: "SELECT min(seq) FROM event WHERE told = 0") ?? 0,
        newest: try Int64.fetchOne(db, sql: "SELECT max(seq) FROM event")
      )
    }
    #expect(left.bytes <= cap)
    #expect(left.told == 2)
    #expect(left.oldest > 2000)
    #expect(left.newest == 4000)
  }

  @Test func `readings are summed up by minute and hour`() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    let start = WallTime(milliseconds: StoreSamples.time.milliseconds / 3_600_000 * 3_600_000)
    journal.append([
      StoreSamples.call(seq: 1, at: start + .seconds(1), milliseconds: 40),
      StoreSamples.call(
        seq: 2, at: start + .seconds(59), outcome: .failure(.server), milliseconds: 900),
    ])
    await journal.checkpoint(Board())
    journal.append([
      StoreSamples.call(seq: 3, at: start + .seconds(2), milliseconds: 50),
      StoreSamples.call(seq: 4, at: start + .seconds(60), outcome: .quota),
    ])
    await journal.checkpoint(Board())
    func series(_ step: Duration) async throws -> [[Int64]] {
      try await journal.series(
        provider: "stripe", signal: .probe, step: step, from: start, to: start + .seconds(3600)
      ).map { [$0.start.milliseconds - start.milliseconds, $0.calls, $0.failures, $0.slowest] }
    }
    #expect(try await series(.seconds(60)) == [[0, 3, 1, 900_000], [60_000, 1, 0, 40_000]])
    #expect(try await series(.zero) == series(.seconds(60)))
    let halfHours = start.milliseconds / 1_800_000 * 1_800_000 - start.milliseconds
    #expect(try await series(.seconds(1800)) == [[halfHours, 4, 1, 900_000]])
    #expect(try await series(.seconds(3600)) == [[0, 4, 1, 900_000]])
    #expect(
      try await journal.series(
        provider: "github", signal: .probe, step: .seconds(60), from: start,
        to: start + .seconds(3600)
      ).isEmpty)
    await journal.close()
  }

  @Test func `a year of rollups is found by key, not by a scan`() async throws {
    let journal = fixture.journal()
    _ = await journal.recover()
    await journal.close()
    let plans = try await fixture.connect("history.db").read { db in
      try [
        "SELECT * FROM hour WHERE series = 1 AND start >= 0 AND start < 9",
        "SELECT number FROM event WHERE told = 0 AND at < 9 ORDER BY at LIMIT 9",
        "SELECT json FROM event WHERE seq > 9 ORDER BY seq DESC LIMIT 9",
        "SELECT * FROM change WHERE provider = 'x' AND at >= 9 ORDER BY number DESC LIMIT 9",
        """
        DELETE FROM minute WHERE series = 1 AND start IN
          (SELECT start FROM minute WHERE series = 1 AND start < 9 ORDER BY start LIMIT 9)
        """,
      ].map { sql in
        try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)")
          .map { $0["detail"] as String }.joined(separator: "; ")
      }
    }
    for plan in plans {
      #expect(!plan.contains("SCAN minute") && !plan.contains("SCAN event"), "\(plan)")
      #expect(!plan.contains("SCAN hour") && !plan.contains("TEMP B-TREE"), "\(plan)")
    }
  }
}
