import FuseboxCore
import FuseboxStore
import GRDB
import Testing

/// Files that are damaged, another program's, or a newer fusebox's.
struct ForeignFileTests {
  private let fixture = StoreFixture()

  @Test func `a damaged history is set aside, and a new one begun`() async throws {
    let garbage = [UInt8](repeating: 0x2A, count: 5000)
    try fixture.put(garbage, at: "history.db")
    let journal = fixture.journal()
    let recovered = await journal.recover()
    let name = "history.db.corrupt-2026-11-23T143207Z"
    #expect(
      recovered.health.last
        == StoreHealth(
          file: "history.db", condition: .corrupt,
          message: "history.db: damaged; set aside as \(name), a new one is begun"))
    #expect(try fixture.bytes(of: name) == garbage)
    journal.append([StoreSamples.started()])
    await journal.checkpoint(StoreSamples.fold([StoreSamples.started()]))
    await journal.close()
    #expect(await fixture.journal().recover().seq == 1)
  }

  @Test func `the words about a damaged history stand until a checkpoint is in the new one`()
    async throws
  {
    try fixture.put(Array("not a database at all".utf8), at: "history.db")
    let journal = fixture.journal()
    var health = journal.health().makeAsyncIterator()
    _ = await journal.recover()
    #expect(await health.next()?.condition == .corrupt)
    journal.append([StoreSamples.started()])
    await journal.checkpoint(Board())
    #expect(await health.next() == StoreHealth(file: "history.db", condition: .fine))
    await journal.close()
  }

  @Test func `a history damaged in its middle is set aside while running`() async throws {
    var journal = fixture.journal()
    _ = await journal.recover()
    journal.append((1...500).map { StoreSamples.call(seq: $0) })
    await journal.close()
    var bytes = try fixture.bytes(of: "history.db")
    for index in 4096..<bytes.count { bytes[index] = 0xFF }
    try fixture.put(bytes, at: "history.db")
    journal = fixture.journal()
    let recovered = await journal.recover()
    #expect(recovered.health.last?.condition == .corrupt)
    journal.append([StoreSamples.started()])
    await journal.close()
    #expect(try fixture.files().contains { $0.hasPrefix("history.db.corrupt-") })
    #expect(await fixture.journal().recover().seq == 1)
  }

  @Test func `a damaged override file is left as it is`() async throws {
    let garbage = Array("precious, but no database".utf8)
    try fixture.put(garbage, at: "fusebox.db")
    let journal = fixture.journal()
    let recovered = await journal.recover()
    #expect(recovered.health.first?.condition == .corrupt)
    #expect(
      recovered.health.first?.message == """
        fusebox.db: damaged, or not a database; left as it is; trips work, but only in memory
        """)
    #expect(await journal.record(StoreSamples.record(1)) == false)
    await journal.checkpoint(Board())
    await journal.close()
    #expect(try fixture.bytes(of: "fusebox.db") == garbage)
  }

  @Test func `the database of another program is left alone`() async throws {
    let other = try fixtureDatabase("fusebox.db", "PRAGMA application_id = 99")
    let journal = fixture.journal()
    let recovered = await journal.recover()
    #expect(recovered.health.first?.condition == .corrupt)
    #expect(
      recovered.health.first?.message.contains("the database of another program") == true)
    await journal.close()
    #expect(try fixture.bytes(of: "fusebox.db") == other)
  }

  @Test(arguments: [("fusebox.db", 0x6675_7365), ("history.db", 0x6675_7368)])
  func `a newer file is refused and left untouched`(_ file: String, _ mark: Int) async throws {
    let before = try fixtureDatabase(
      file, "PRAGMA application_id = \(mark); PRAGMA user_version = 9")
    let journal = fixture.journal()
    let recovered = await journal.recover()
    let health = try #require(recovered.health.first { $0.file == file })
    #expect(health.condition == .newer)
    #expect(health.message.hasPrefix("\(file): made by a newer fusebox (version 9, this one"))
    _ = await journal.record(StoreSamples.record(1))
    journal.append([StoreSamples.started()])
    await journal.checkpoint(Board())
    await journal.close()
    #expect(try fixture.bytes(of: file) == before)
    #expect(try fixture.files().filter { $0.hasPrefix(file) } == [file])
  }

  /// A file that another program made; returns its bytes.
  private func fixtureDatabase(_ file: String, _ pragmas: String) throws -> [UInt8] {
    try fixture.put([], at: file)
    let queue = try fixture.connect(file)
    try queue.writeWithoutTransaction { try $0.execute(sql: "\(pragmas); CREATE TABLE t (x)") }
    try queue.close()
    return try fixture.bytes(of: file)
  }
}
