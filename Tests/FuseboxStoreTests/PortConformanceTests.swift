import FuseboxCore
import FuseboxStore
import FuseboxTestSupport
import Testing

/// What each port promises, held by the program's implementation and by the tests'.
struct PortConformanceTests {
  enum Implementation: CaseIterable, Sendable { case databases, memory }

  private let fixture = StoreFixture()

  private func opened(_ implementation: Implementation) async -> any Journal {
    let journal: any Journal =
      switch implementation {
      case .databases: fixture.journal { $0.groupDelay = .seconds(3600) }
      case .memory: MemoryJournal()
      }
    _ = await journal.recover()
    return journal
  }

  private let story: [Envelope] = [
    StoreSamples.started(), StoreSamples.call(seq: 2),
    StoreSamples.opened(seq: 3, at: StoreSamples.time + .seconds(60)),
    StoreSamples.opened(seq: 4, at: StoreSamples.time + .seconds(120), provider: "github"),
    StoreSamples.call(seq: 5, at: StoreSamples.time + .seconds(120)),
  ]

  @Test(arguments: Implementation.allCases)
  func `who asks sees everything that was appended before`(_ kind: Implementation) async throws {
    let journal = await opened(kind)
    journal.append(story)
    let changes = try await journal.changes(provider: nil, since: nil, limit: 9)
    #expect(changes.map(\.seq) == [4, 3, 1])
    #expect(changes == StoreSamples.fold(story).changes)
    let log = try await journal.log(provider: nil, since: nil, limit: 9)
    #expect(log == [story[0], story[2], story[3]])
    await journal.close()
  }

  @Test(arguments: Implementation.allCases)
  func `a question is bounded by provider, time and number`(_ kind: Implementation) async throws {
    let journal = await opened(kind)
    journal.append(story)
    let later = StoreSamples.time + .seconds(61)
    #expect(try await journal.changes(provider: "stripe", since: nil, limit: 9).map(\.seq) == [3])
    #expect(try await journal.changes(provider: nil, since: later, limit: 9).map(\.seq) == [4])
    #expect(try await journal.changes(provider: nil, since: nil, limit: 2).map(\.seq) == [4, 3])
    #expect(try await journal.log(provider: "github", since: nil, limit: 9).map(\.seq) == [4])
    #expect(try await journal.log(provider: nil, since: later, limit: 9).map(\.seq) == [4])
    #expect(try await journal.log(provider: nil, since: nil, limit: 2).map(\.seq) == [3, 4])
    await journal.close()
  }

  @Test(arguments: Implementation.allCases)
  func `a change that was taken is in the audit, newest first`(_ kind: Implementation) async throws
  {
    let journal = await opened(kind)
    let records = [
      StoreSamples.record(1), StoreSamples.record(1, provider: "github"), StoreSamples.record(2),
    ]
    for record in records { #expect(await journal.record(record)) }
    var audited = records
    for index in audited.indices { audited[index].audited = true }
    let all = try await journal.audit(provider: nil, limit: 9)
    #expect(all == audited.reversed())
    #expect(try await journal.audit(provider: "stripe", limit: 1) == [audited[2]])
    await journal.close()
  }

  @Test(arguments: Implementation.allCases)
  func `a board of any moment is the fold of what had happened`(_ kind: Implementation) async throws
  {
    let journal = await opened(kind)
    for (index, event) in story.enumerated() {
      journal.append([event])
      if index == 2 { await journal.checkpoint(StoreSamples.fold(Array(story.prefix(3)))) }
    }
    for (seconds, count) in [(0, 2), (59, 2), (60, 3), (119, 3), (120, 5)] {
      let board = try await journal.board(at: StoreSamples.time + .seconds(seconds))
      #expect(board == StoreSamples.fold(Array(story.prefix(count))), "\(seconds)")
    }
    #expect(try await journal.board(at: StoreSamples.time + .seconds(-1)) == nil)
    await journal.close()
  }

  /// Start of the hour of the samples.
  private let hour = WallTime(
    milliseconds: StoreSamples.time.milliseconds / 3_600_000 * 3_600_000)

  @Test(arguments: Implementation.allCases)
  func `calls that did not succeed are counted by hour and outcome`(
    _ kind: Implementation
  ) async throws {
    let journal = await opened(kind)
    let calls: [(hours: Int64, outcome: Outcome)] = [
      (0, .failure(.server)), (0, .success), (0, .caller), (1, .failure(.server)),
      (1, .failure(.server)), (3, .quota),
    ]
    journal.append(
      calls.enumerated().map { index, call in
        StoreSamples.call(
          seq: Int64(index + 1), at: hour + .seconds(3600 * call.hours), outcome: call.outcome)
      })
    let found = try await journal.outcomes(
      provider: "stripe", signal: .probe, from: hour, to: hour + .seconds(3 * 3600))
    #expect(
      found == [
        HourlyOutcome(start: hour, label: "caller", calls: 1),
        HourlyOutcome(start: hour, label: "failure.server", calls: 1),
        HourlyOutcome(start: hour + .seconds(3600), label: "failure.server", calls: 2),
      ])
    let others = try await journal.outcomes(
      provider: "github", signal: .probe, from: hour, to: hour + .seconds(3600))
    #expect(others.isEmpty)
    await journal.close()
  }

  @Test(arguments: Implementation.allCases)
  func `a meter is kept by the hour`(_ kind: Implementation) async throws {
    let journal = await opened(kind)
    for (index, used) in [10, 90, 40, 7].enumerated() {
      let time = hour + .seconds(index == 3 ? 3600 : 60 * Int64(index))
      let reading = MeterReading(
        provider: "github", meter: "core", title: "Core", kind: .window, unit: .count,
        at: time, used: Int64(used), limit: index == 3 ? nil : 100, alertAt: nil)
      journal.append([
        Envelope(seq: Int64(index + 1), wall: time, boot: "b1", event: .meter(reading))
      ])
    }
    let found = try await journal.meter(
      "core", of: "github", from: hour, to: hour + .seconds(7200))
    #expect(
      found == [
        HourlyMeter(start: hour, used: 40, most: 90, limit: 100),
        HourlyMeter(start: hour + .seconds(3600), used: 7, most: 7, limit: nil),
      ])
    await journal.close()
  }

  @Test(arguments: Implementation.allCases)
  func `time open is cut into its hours`(_ kind: Implementation) async throws {
    let journal = await opened(kind)
    var closed = StoreSamples.opened(seq: 3, at: hour + .seconds(4200))
    if case .breaker(var status) = closed.event {
      status.state = .closed
      closed.event = .breaker(status)
    }
    journal.append([
      StoreSamples.started(), StoreSamples.opened(seq: 2, at: hour + .seconds(3000)), closed,
    ])
    let found = try await journal.openTime(
      of: "stripe", from: hour, to: hour + .seconds(7200))
    #expect(
      found == [
        HourlyOpenTime(start: hour, open: .seconds(600)),
        HourlyOpenTime(start: hour + .seconds(3600), open: .seconds(600)),
      ])
    await journal.close()
  }

  @Test(
    arguments: Implementation.allCases, [(0, 6), (0, 1), (1, 6), (1, 2), (2, 5), (5, 6), (3, 3)])
  func `lengths of calls can be asked of any range`(
    _ kind: Implementation, range: (from: Int, to: Int)
  ) async throws {
    let journal = await opened(kind)
    // The minutes around the hours' ends, and the middle of one.
    let minutes: [Int64] = [0, 59, 60, 90, 119, 120, 150]
    journal.append(
      minutes.dropLast().enumerated().map { index, minute in
        StoreSamples.call(
          seq: Int64(index + 1), at: hour + .seconds(60 * minute + 7),
          milliseconds: 1 << Int64(index))
      })
    let found = try await journal.latency(
      provider: "stripe", signal: .probe, from: hour + .seconds(60 * minutes[range.from]),
      to: hour + .seconds(60 * minutes[range.to]))
    var wanted = LatencyHistogram()
    for index in range.from..<range.to { wanted.add((1 << Int64(index)) * 1000) }
    #expect(found == wanted)
    await journal.close()
  }

  @Test(arguments: Implementation.allCases)
  func `closing ends its streams`(_ kind: Implementation) async throws {
    let journal = await opened(kind)
    await journal.close()
    for await _ in journal.health() {}
    for await _ in journal.auditedLate() {}
  }
}
