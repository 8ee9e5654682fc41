import FuseboxCore
import FuseboxStore
import GRDB
import Testing

@testable import struct FuseboxStore.OpenTime

struct OpenTimeTests {
  private let fixture = StoreFixture()
  private let hour = WallTime(milliseconds: 1_795_443_600_000 / 3_600_000 * 3_600_000)

  private func status(_ state: BreakerState, at time: WallTime) -> Event {
    .breaker(
      BreakerStatus(
        provider: "stripe", at: time, state: state, since: time,
        window: JudgedWindow(kind: .polls, calls: 3, failures: 3, useless: 0, minimum: 3),
        threshold: 50, from: nil, why: nil))
  }

  private func seconds(_ time: OpenTime) -> [Int64: Int64] {
    Dictionary(
      uniqueKeysWithValues: time.hours.map {
        (($0.key.start - hour.milliseconds) / 3_600_000, $0.value / 1000)
      })
  }

  @Test func `an opening is cut into its hours`() {
    var time = OpenTime()
    time.take(status(.open, at: hour + .seconds(3000)))
    time.take(status(.halfOpen, at: hour + .seconds(7800)))
    time.take(status(.closed, at: hour + .seconds(7900)))
    #expect(seconds(time) == [0: 600, 1: 3600, 2: 600])
  }

  @Test func `what is open is counted up to now, and once`() {
    var time = OpenTime()
    time.take(status(.open, at: hour))
    time.count(until: hour + .seconds(60))
    #expect(seconds(time) == [0: 60])
    time.clear()
    time.count(until: hour + .seconds(90))
    time.take(status(.closed, at: hour + .seconds(100)))
    time.count(until: hour + .seconds(200))
    #expect(seconds(time) == [0: 40])
  }

  @Test func `a clock that was set counts nothing`() {
    var time = OpenTime()
    time.take(status(.open, at: hour))
    time.count(until: hour + .seconds(-5))
    time.count(until: hour + .seconds(400 * 86_400))
    time.take(status(.closed, at: hour + .seconds(400 * 86_400)))
    #expect(time.hours.isEmpty)
  }

  @Test func `a provider that is watched no more is not counted on`() {
    var time = OpenTime()
    time.take(status(.open, at: hour))
    time.take(
      .started(
        AgentFacts(
          boot: "b2", startedAt: hour, profile: "", version: "", pid: 1, providers: [])))
    time.count(until: hour + .seconds(60))
    #expect(time.hours.isEmpty)
  }

  @Test func `it is stored with each checkpoint, and goes on after a restart`() async throws {
    var journal = fixture.journal()
    _ = await journal.recover()
    let events = [StoreSamples.started(), StoreSamples.opened(seq: 2)]
    journal.append(events)
    fixture.advance(.seconds(20))
    await journal.checkpoint(StoreSamples.fold(events))
    await journal.close()
    fixture.advance(.seconds(20))
    journal = fixture.journal()
    _ = await journal.recover()
    fixture.advance(.seconds(10))
    await journal.checkpoint(StoreSamples.fold(events))
    await journal.close()
    let stored = try await fixture.connect("history.db").read {
      try Int64.fetchAll($0, sql: "SELECT sum(milliseconds) FROM opened")
    }
    #expect(stored == [30_000])
  }
}
