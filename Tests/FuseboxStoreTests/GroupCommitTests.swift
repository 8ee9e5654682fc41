import FuseboxCore
import FuseboxStore
import Testing

@testable import struct FuseboxStore.EventQueue
@testable import struct FuseboxStore.EventRow

struct GroupCommitTests {
  private let fixture = StoreFixture()

  @Test func `a thousand events waiting are four transactions, their sums a fifth`() async throws {
    let transactions = Counter()
    let journal = fixture.journal { settings in
      settings.groupDelay = .seconds(3600)
      settings.beforeWrite = { _ in transactions.add() }
    }
    _ = await journal.recover()
    journal.append((1...1000).map { StoreSamples.call(seq: $0) })
    await journal.close()
    #expect(transactions.value == 5)
  }

  @Test func `readings wait for each other, and who reads sees all of them`() async throws {
    let transactions = Counter()
    let journal = fixture.journal { settings in
      settings.groupDelay = .seconds(3600)
      settings.beforeWrite = { _ in transactions.add() }
    }
    _ = await journal.recover()
    for seq in 1...100 { journal.append([StoreSamples.call(seq: Int64(seq))]) }
    #expect(transactions.value == 0)
    let series = try await journal.series(
      provider: "stripe", signal: .probe, step: .seconds(60),
      from: StoreSamples.time + .seconds(-60),
      to: StoreSamples.time + .seconds(60))
    #expect(series.map(\.calls) == [100])
    #expect(transactions.value == 2)
    await journal.close()
  }

  @Test func `what a person reads takes the waiting readings along at once`() async throws {
    let written = AsyncStream.makeStream(of: Void.self)
    let journal = fixture.journal { settings in
      settings.groupDelay = .seconds(3600)
      settings.beforeWrite = { _ in written.continuation.yield() }
    }
    _ = await journal.recover()
    journal.append([StoreSamples.call(seq: 1)])
    journal.append([StoreSamples.opened(seq: 2)])
    for await _ in written.stream { break }
    await journal.close()
    #expect(await fixture.journal().recover().seq == 2)
  }

  @Test func `a group is written by itself when its time has come`() async throws {
    let written = AsyncStream.makeStream(of: Void.self)
    let journal = fixture.journal { settings in
      settings.groupDelay = .milliseconds(5)
      settings.beforeWrite = { _ in written.continuation.yield() }
    }
    _ = await journal.recover()
    journal.append([StoreSamples.call(seq: 1)])
    for await _ in written.stream { break }
    await journal.close()
  }

  @Test func `what arrives while a group is written is the next group`() async throws {
    let transactions = Counter()
    let box = Guarded<SQLiteJournal?>(nil)
    let later = Guarded(Array(2...101).map { StoreSamples.call(seq: $0) })
    let journal = fixture.journal { settings in
      settings.beforeWrite = { _ in
        transactions.add()
        let journal = box.withLock { $0 }
        let events = later.withLock { events in
          defer { events = [] }
          return events
        }
        for event in events { journal?.append([event]) }
      }
    }
    box.withLock { $0 = journal }
    _ = await journal.recover()
    journal.append([StoreSamples.started()])
    await journal.close()
    box.withLock { $0 = nil }
    // Two groups, and the sums.
    #expect(transactions.value == 3)
    let recovered = await fixture.journal().recover()
    #expect(recovered.seq == 101)
  }

  private static func row(_ envelope: Envelope) -> EventRow { EventRow(envelope, changes: []) }

  @Test func `a full queue drops the oldest readings and counts them`() {
    var queue = EventQueue(limit: 10)
    queue.append([StoreSamples.started(), StoreSamples.opened(seq: 2)].map(Self.row))
    queue.append((3...10).map { Self.row(StoreSamples.call(seq: $0)) })
    #expect(queue.dropped == 0)
    queue.append([Self.row(StoreSamples.call(seq: 11))])
    let kept = queue.take(100).map(\.envelope.seq)
    #expect(kept == [1, 2, 5, 6, 7, 8, 9, 10, 11])
    #expect(queue.dropped == 2)
  }

  @Test func `a queue full of what a person reads stays bounded`() {
    var queue = EventQueue(limit: 10)
    queue.append((1...25).map { Self.row(StoreSamples.store(seq: $0)) })
    #expect(queue.take(100).map(\.envelope.seq) == Array(16...25))
    #expect(queue.dropped == 15)
  }

  @Test func `a batch that was put back comes first again`() {
    var queue = EventQueue(limit: 10)
    queue.append((1...5).map { Self.row(StoreSamples.call(seq: $0)) })
    let batch = queue.take(2)
    queue.append([Self.row(StoreSamples.call(seq: 6))])
    queue.putBack(batch)
    #expect(queue.take(100).map(\.envelope.seq) == Array(1...6))
  }
}

/// Counts from any thread.
final class Counter: Sendable {
  private let count = Guarded(0)

  var value: Int { count.withLock { $0 } }

  /// The count after this one.
  @discardableResult
  func add() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }
}
