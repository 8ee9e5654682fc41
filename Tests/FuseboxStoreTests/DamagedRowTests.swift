import FuseboxCore
import FuseboxStore
import GRDB
import Testing

/// Rows in which something is not as any fusebox wrote it: no start ends the program, what can be
/// read holds, and the trouble is said.
struct DamagedRowTests {
  private let fixture = StoreFixture()

  /// A tripped provider and a little history, closed.
  private func prepare() async {
    let journal = fixture.journal()
    _ = await journal.recover()
    #expect(await journal.record(StoreSamples.record(1)))
    let events = [StoreSamples.started(), StoreSamples.call(seq: 2), StoreSamples.opened(seq: 3)]
    journal.append(events)
    await journal.checkpoint(StoreSamples.fold(Array(events.prefix(2))))
    await journal.close()
  }

  private func spoil(_ file: String, _ sql: String) async throws {
    let other = try fixture.connect(file)
    try await other.writeWithoutTransaction { db in
      try db.execute(sql: "DROP TRIGGER IF EXISTS audit_is_not_changed")
      try db.execute(sql: sql)
    }
    try other.close()
  }

  static let numbers: [Int64] = [.max, .min, -1, (1 << 53) + 1, .max - 1]

  static let overrides =
    [
      "PRAGMA user_version = -1", "PRAGMA user_version = -2147483648",
    ]
    + numbers.flatMap { number in
      [
        "INSERT OR REPLACE INTO place VALUES (1, \(number))",
        "UPDATE override SET revision = \(number)",
        "UPDATE override SET audit = replace(audit, '\"revision\":1', '\"revision\":\(number)')",
        "UPDATE override SET audit = replace(audit, '\"since\":17', '\"since\":\(number)17')",
      ]
    }

  @Test(arguments: overrides)
  func `a stored trip holds beside damage in the file of overrides`(_ sql: String) async throws {
    await prepare()
    try await spoil("fusebox.db", sql)
    let journal = fixture.journal()
    let recovered = await journal.recover()
    #expect(recovered.overrides.map(\.kind) == [.forcedOpen])
    #expect(sound.contains(recovered.revisions["stripe"] ?? 0))
    #expect(recovered.seq == 3)
    // Inside a row that can be read well enough, nothing a person must look after.
    #expect(sql.contains("audit") || recovered.health.first?.condition == .corrupt)
    await journal.close()
  }

  @Test func `holding closed without an end is damage, said and not in force`() async throws {
    await prepare()
    try await spoil(
      "fusebox.db",
      """
      UPDATE override SET audit = json_remove(
        json_set(audit, '$.audit.override.kind', 'forced_closed'), '$.audit.override.until')
      """)
    let journal = fixture.journal()
    let recovered = await journal.recover()
    #expect(recovered.overrides.isEmpty)
    #expect(recovered.revisions == ["stripe": 1])
    #expect(recovered.health.first?.condition == .corrupt)
    #expect(await journal.record(StoreSamples.record(2)))
    await journal.close()
    #expect(await fixture.journal().recover().health.first?.condition == .fine)
  }

  @Test(arguments: numbers)
  func `a damaged entry is overwritten by the next change and place`(_ number: Int64) async throws {
    await prepare()
    try await spoil("fusebox.db", "UPDATE override SET revision = \(number), at = \(number)")
    try await spoil("fusebox.db", "INSERT OR REPLACE INTO place VALUES (1, \(number))")
    let journal = fixture.journal()
    _ = await journal.recover()
    #expect(await journal.record(StoreSamples.record(2)))
    await journal.checkpoint(StoreSamples.fold([StoreSamples.started()]))
    await journal.close()
    let again = await fixture.journal().recover()
    #expect(again.overrides.isEmpty)
    #expect(again.revisions == ["stripe": 2])
    #expect(again.health.first?.condition == .fine)
  }

  static let histories = numbers.flatMap { number in
    [
      "UPDATE checkpoint SET seq = \(number)",
      "UPDATE checkpoint SET json = replace(json, '\"seq\":2', '\"seq\":\(number)')",
      "UPDATE checkpoint SET json = replace(json, '\"calls\":1', '\"calls\":\(number)')",
      "UPDATE event SET seq = \(number) WHERE seq = 3",
      "UPDATE event SET json = replace(json, '\"seq\":3', '\"seq\":\(number)')",
      "UPDATE event SET json = replace(json, '\"threshold\":50', '\"threshold\":1e400')",
      "UPDATE change SET seq = \(number), at = \(number)",
      "UPDATE minute SET calls = \(number), failures = \(number), slowest = \(number)",
      "UPDATE hour SET calls = \(number)", "PRAGMA user_version = -1",
    ]
  }

  @Test(arguments: histories)
  func `whatever number stands in the history the agent starts and goes on`(_ sql: String)
    async throws
  {
    await prepare()
    try await spoil("history.db", sql)
    let journal = fixture.journal()
    var board = await journal.recover().board
    #expect(sound.contains(board.seq))
    let next = StoreSamples.call(seq: board.seq + 1)
    board.apply(StoreSamples.started(seq: board.seq + 1))
    board.apply(next)
    journal.append([next])
    await journal.checkpoint(board)
    let (start, end) = (StoreSamples.time, StoreSamples.time + .seconds(1))
    _ = try await journal.changes(provider: nil, since: nil, limit: 9)
    _ = try await journal.log(provider: nil, since: nil, limit: 9)
    let points = try await journal.series(
      provider: "stripe", signal: .probe, step: .zero,
      from: start + .seconds(-3600), to: end + .seconds(3600))
    #expect(points.allSatisfy { (0...9).contains($0.calls) })
    await journal.close()
    #expect(await fixture.journal().recover().seq >= board.seq)
  }

  @Test func `a damaged checkpoint is said until the next is written`() async throws {
    await prepare()
    try await spoil("history.db", "UPDATE checkpoint SET seq = 9223372036854775807")
    let journal = fixture.journal()
    let recovered = await journal.recover()
    #expect(recovered.seq == 3)
    #expect(
      recovered.health.last?.message
        == "history.db: 1 entry damaged; left out; the others are read")
    var health = journal.health().makeAsyncIterator()
    _ = await health.next()
    await journal.checkpoint(recovered.board)
    #expect(await health.next()?.condition == .fine)
    await journal.close()
  }

  @Test(arguments: ["json = '{'", "json = '{\"schema\":99}'", "json = NULL, kind = 'weather'"])
  func `a change that cannot be read is a line that says so`(_ damage: String) async throws {
    await prepare()
    let whole = fixture.journal()
    _ = await whole.recover()
    let before = try await whole.changes(provider: nil, since: nil, limit: 9)
    await whole.close()
    try await spoil(
      "history.db", "UPDATE change SET \(damage) WHERE number = (SELECT max(number) FROM change)")
    let journal = fixture.journal()
    _ = await journal.recover()
    let changes = try await journal.changes(provider: nil, since: nil, limit: 9)
    #expect(changes.count == before.count && changes.dropFirst() == before.dropFirst())
    let line = try #require(changes.first)
    #expect((line.at, line.provider) == (before[0].at, before[0].provider))
    guard case .unread = line.fact else {
      Issue.record("\(line)")
      return
    }
    await journal.close()
  }

  @Test func `an audit row that cannot be read is told of`() async throws {
    await prepare()
    try await spoil("fusebox.db", "UPDATE audit SET json = '{'")
    let journal = fixture.journal()
    _ = await journal.recover()
    var health = journal.health().makeAsyncIterator()
    #expect(try await journal.audit(provider: nil, limit: 9).isEmpty)
    let told = await health.next()
    #expect(told?.condition == .corrupt)
    #expect(
      told?.message
        == "fusebox.db: 1 entry of the audit could not be read; the others are listed")
    await journal.close()
  }

  @Test func `readings are kept in a minute whose sums are damaged`() async throws {
    await prepare()
    try await spoil("history.db", "UPDATE minute SET calls = 9223372036854775807")
    let journal = fixture.journal()
    _ = await journal.recover()
    journal.append([StoreSamples.call(seq: 4)])
    await journal.checkpoint(Board())
    let points = try await journal.series(
      provider: "stripe", signal: .probe, step: .seconds(60),
      from: StoreSamples.time + .seconds(-60),
      to: StoreSamples.time + .seconds(60))
    #expect(points.map(\.calls) == [1])
    await journal.close()
  }

  /// Provider and kind in other forms of the row than this program writes.
  @Test(arguments: [
    ("'\"schema\":2', '\"schema\":9'", WallTime?.none),
    ("'\"schema\":2', '\"extra\":{\"a\":[1]},\"schema\":2'", nil),
    ("'\"kind\":\"forced_open\"', '\"kind\":\"forced_open\",\"scope\":\"eu\"'", nil),
    ("'\"action\":\"trip\"', '\"action\":\"trip_region\"'", nil),
    ("'\"kind\":', '\"until\":1795444400000,\"kind\":'", WallTime(milliseconds: 1_795_444_400_000)),
    ("'\"kind\":', '\"until\":9223372036854775807,\"kind\":'", nil),
    ("'\"kind\":', '\"until\":99999999999999999999999,\"kind\":'", nil),
    (
      "'\"kind\":', '\"until\":\"2026-11-23T14:33:20.000Z\",\"kind\":'",
      WallTime(milliseconds: 1_795_444_400_000)
    ),
    ("'\"actor\":', '\"who\":'", nil),
  ])
  func `a trip in a row of another form is in force`(_ change: String, _ until: WallTime?)
    async throws
  {
    await prepare()
    try await spoil("fusebox.db", "UPDATE override SET audit = replace(audit, \(change))")
    try await spoil("fusebox.db", "UPDATE audit SET json = replace(json, \(change))")
    let journal = fixture.journal()
    let recovered = await journal.recover()
    #expect(recovered.overrides.map(\.kind) == [.forcedOpen])
    #expect(recovered.overrides.map(\.until) == [until])
    #expect(try await journal.audit(provider: nil, limit: 9).count == 1)
    await journal.close()
  }

  @Test func `letting everything pass without a readable end is not in force`() async throws {
    await prepare()
    try await spoil(
      "fusebox.db",
      "UPDATE override SET audit = replace(audit, 'forced_open', 'forced_closed')")
    try await spoil(
      "fusebox.db", "UPDATE override SET audit = replace(audit, '\"schema\":2', '\"schema\":9')")
    let recovered = await fixture.journal().recover()
    #expect(recovered.overrides.isEmpty)
    #expect(recovered.health.first?.condition == .corrupt)
  }

  @Test func `the holds of a newer file are in force, and it is left untouched`() async throws {
    await prepare()
    try await spoil(
      "fusebox.db",
      "ALTER TABLE override ADD COLUMN region TEXT; DROP TABLE place; PRAGMA user_version = 7;"
        + " PRAGMA wal_checkpoint(TRUNCATE)")
    let before = try fixture.bytes(of: "fusebox.db")
    let journal = fixture.journal()
    let recovered = await journal.recover()
    #expect(recovered.overrides == [StoreSamples.record(1).override])
    #expect(recovered.revisions == ["stripe": 1])
    #expect(recovered.health.first?.condition == .newer)
    #expect(await journal.record(StoreSamples.record(2)) == false)
    await journal.close()
    #expect(try fixture.bytes(of: "fusebox.db") == before)
  }
}

private let sound: ClosedRange<Int64> = 0...(1 << 53)
