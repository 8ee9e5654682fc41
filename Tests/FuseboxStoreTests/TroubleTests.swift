import FuseboxCore
import FuseboxStore
import GRDB
import Testing

/// Each trouble made for real: the words, what still works, and what comes right afterwards.
struct TroubleTests {
  private let fixture = StoreFixture()

  /// A journal that cannot grow its files while `isFull`.
  private func journal(full isFull: Switch) -> SQLiteJournal {
    fixture.journal { settings in
      settings.beforeWrite = { db in
        let pages = isFull.isOn ? 1 : 1_000_000
        _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages)")
      }
    }
  }

  private let bigReason = String(repeating: "why ", count: 3000)

  @Test func `with a full disk a trip waits in memory and is written once there is room`()
    async throws
  {
    let isFull = Switch()
    let journal = journal(full: isFull)
    _ = await journal.recover()
    var health = journal.health().makeAsyncIterator()
    var late = journal.auditedLate().makeAsyncIterator()
    isFull.isOn = true
    let record = StoreSamples.record(1, reason: bigReason)
    #expect(await journal.record(record) == false)
    #expect(
      await health.next()
        == StoreHealth(
          file: "fusebox.db", condition: .full,
          message: """
            fusebox.db: the disk is full; trips work, and are audited once there is room
            """, unaudited: 1))
    #expect(try await journal.audit(provider: nil, limit: 9).map(\.audited) == [false])
    isFull.isOn = false
    journal.look()
    #expect(try await journal.audit(provider: nil, limit: 9).map(\.audited) == [false])
    fixture.advance(.seconds(1))
    journal.look()
    #expect(await late.next() == record.id)
    #expect(await health.next() == StoreHealth(file: "fusebox.db", condition: .fine))
    #expect(try await journal.audit(provider: nil, limit: 9).map(\.audited) == [true])
    await journal.close()
  }

  @Test func `with a full disk readings wait, and none is lost when there is room in time`()
    async throws
  {
    let isFull = Switch()
    let journal = journal(full: isFull)
    _ = await journal.recover()
    var health = journal.health().makeAsyncIterator()
    isFull.isOn = true
    journal.append([StoreSamples.started()] + (2...600).map { StoreSamples.call(seq: $0) })
    let full = await health.next()
    #expect(full?.condition == .full)
    #expect(
      full?.message
        == "history.db: the disk is full; readings are not kept until there is room")
    isFull.isOn = false
    fixture.advance(.seconds(1))
    journal.append([StoreSamples.call(seq: 601)])
    #expect(await health.next() == StoreHealth(file: "history.db", condition: .fine))
    await journal.close()
    let recovered = await fixture.journal().recover()
    #expect(recovered.seq == 601)
    #expect(recovered.board[.init("stripe")]?.calls.thisHour == 600)
  }

  @Test func `readings lost to a full disk are counted in the words`() async throws {
    let isFull = Switch()
    let journal = fixture.journal { settings in
      settings.groupDelay = .seconds(3600)
      settings.queueLimit = 100
      settings.beforeWrite = { db in
        if isFull.isOn { throw DatabaseError(resultCode: .SQLITE_FULL) }
      }
    }
    _ = await journal.recover()
    var health = journal.health().makeAsyncIterator()
    isFull.isOn = true
    journal.append((1...150).map { StoreSamples.call(seq: $0) } + [StoreSamples.opened(seq: 151)])
    #expect(
      await health.next()?.message == """
        history.db: the disk is full; readings are not kept until there is room (55 lost so far)
        """)
    await journal.close()
  }

  @Test(arguments: ["/proc/fusebox", "/sys/kernel", "/etc/hostname", "/etc/hostname/state"])
  func `a directory that cannot be written is said, and trips go on in memory`(
    _ directory: String
  ) async throws {
    let journal = SQLiteJournal(directory: directory, settings: fixture.settings)
    let recovered = await journal.recover()
    #expect(recovered.health.map(\.condition) == [.readOnly, .readOnly])
    #expect(
      recovered.health.map(\.message) == [
        "fusebox.db: the directory cannot be written; trips work, but only in memory",
        "history.db: the directory cannot be written; readings are not kept",
      ])
    #expect(await journal.record(StoreSamples.record(1)) == false)
    journal.append([StoreSamples.started()])
    await journal.checkpoint(Board())
    // Nobody reads an empty list where the rows could not be read.
    await #expect(throws: CommandRefusal.self) { try await journal.audit(provider: nil, limit: 9) }
    await #expect(throws: CommandRefusal.self) {
      try await journal.changes(provider: nil, since: nil, limit: 9)
    }
    await #expect(throws: CommandRefusal.self) {
      try await journal.log(provider: nil, since: nil, limit: 9)
    }
    await journal.close()
  }

  @Test func `while another process holds a file its writes wait, and come in afterwards`()
    async throws
  {
    let journal = fixture.journal()
    _ = await journal.recover()
    var health = journal.health().makeAsyncIterator()
    var late = journal.auditedLate().makeAsyncIterator()
    let other = try fixture.connect("fusebox.db")
    try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
    #expect(await journal.record(StoreSamples.record(1)) == false)
    #expect(
      await health.next()
        == StoreHealth(
          file: "fusebox.db", condition: .locked,
          message: """
            fusebox.db: another process holds it; trips work, and are audited once it is free
            """, unaudited: 1))
    #expect(await journal.record(StoreSamples.record(2)) == false)
    #expect(await health.next()?.unaudited == 2)
    try await other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    fixture.advance(.seconds(1))
    journal.look()
    #expect(await late.next() == StoreSamples.record(1).id)
    #expect(await late.next() == StoreSamples.record(2).id)
    await journal.close()
    #expect(await fixture.journal().recover().revisions == ["stripe": 2])
  }

  @Test func `a file held at the start is opened once it is free`() async throws {
    var journal = fixture.journal()
    _ = await journal.recover()
    journal.append([StoreSamples.started()])
    await journal.close()
    let other = try fixture.connect("history.db")
    try await other.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
    }
    journal = fixture.journal()
    let recovered = await journal.recover()
    #expect(recovered.health.last?.condition == .locked)
    #expect(
      recovered.health.last?.message
        == "history.db: another process holds it; readings wait until it is free")
    try await other.writeWithoutTransaction { try $0.execute(sql: "COMMIT") }
    try other.close()
    journal.append([StoreSamples.call(seq: 2)])
    await journal.checkpoint(Board())
    await journal.close()
    #expect(await fixture.journal().recover().seq == 2)
  }

  @Test(arguments: 1...12)
  func `whichever write fails, nothing is lost and nothing comes twice`(_ n: Int) async throws {
    let writes = Counter()
    let journal = fixture.journal { settings in
      settings.batchLimit = 50
      settings.beforeWrite = { _ in
        if writes.add() == n { throw DatabaseError(resultCode: .SQLITE_IOERR) }
      }
    }
    _ = await journal.recover()
    let events = [StoreSamples.started()] + (2...240).map { StoreSamples.call(seq: $0) }
    journal.append(Array(events.prefix(120)))
    for revision in 1...3 { _ = await journal.record(StoreSamples.record(Int64(revision))) }
    fixture.advance(.seconds(1))
    journal.append(Array(events.dropFirst(120)))
    await journal.checkpoint(StoreSamples.fold(events))
    fixture.advance(.seconds(1))
    await journal.checkpoint(StoreSamples.fold(events))
    await journal.close()
    let again = fixture.journal()
    let recovered = await again.recover()
    #expect(recovered.board == StoreSamples.fold(events))
    #expect(recovered.revisions == ["stripe": 3])
    #expect(try await again.audit(provider: nil, limit: 99).map(\.revision) == [3, 2, 1])
    await again.close()
    let numbers = try await fixture.connect("history.db").read {
      try Int64.fetchAll($0, sql: "SELECT seq FROM event ORDER BY number")
    }
    #expect(numbers == Array(1...240))
  }
}

/// Set by a test, read on a database's queue.
final class Switch: Sendable {
  private let value = Guarded(false)

  var isOn: Bool {
    get { value.withLock { $0 } }
    set { value.withLock { $0 = newValue } }
  }
}
