import FuseboxCore
import FuseboxTestSupport
import FuseboxWords
import Testing

@Suite struct BoardFoldTests {
  @Test func `an event seen twice is folded once`() {
    var board = Board()
    let facts = AgentFacts(
      boot: "b", startedAt: Scene.start, profile: "p", version: "0", pid: 1,
      providers: [.probed("stripe")])
    board.apply(Envelope(seq: 1, wall: Scene.start, boot: "b", event: .started(facts)))
    let before = board
    board.apply(Envelope(seq: 1, wall: Scene.start, boot: "b", event: .started(facts)))
    #expect(board == before)
  }

  @Test func `events of providers that are not shown are dropped`() {
    var scene = Scene([.probed("stripe")])
    scene.page("twilio", .major)
    #expect(scene.board.providers.map(\.id) == ["stripe"])
    #expect(scene.board["twilio"] == nil)
  }

  @Test func `a heartbeat moves the time and nothing else`() {
    var scene = Scene([.probed("stripe")])
    let before = scene.board
    scene.advance(.seconds(5))
    scene.publish(.heartbeat)
    #expect(scene.board.at == scene.now)
    #expect(scene.board.seq == before.seq)
    #expect(scene.board.changes == before.changes)
  }

  @Test func `a transition is a change, a count is none`() {
    var scene = Scene([.probed("stripe")])
    let before = scene.board.changes.count
    scene.breaker("stripe", .closed, calls: 4, failures: 1)
    #expect(scene.board.changes.count == before)
    scene.breaker("stripe", .open, from: .closed, calls: 5, failures: 3)
    #expect(scene.board.changes.first?.what == "closed → OPEN")
    #expect(scene.board["stripe"]?.breaker.openingsToday == 1)
  }

  @Test func `an override's late audit is no second change`() {
    var scene = Scene([.probed("stripe")])
    var record = VerdictDefinitionTests.trip(at: scene.now)
    scene.publish(.override(record))
    let changes = scene.board.changes.count
    record.audited = true
    scene.publish(.override(record))
    #expect(scene.board.changes.count == changes)
    #expect(scene.board["stripe"]?.breaker.lastChange?.audited == true)
  }

  @Test func `lists stay bounded however long it runs`() {
    var scene = Scene([.probed("stripe")])
    for round in 0..<300 {
      scene.advance(.seconds(60))
      scene.probe("stripe", .success)
      scene.breaker(
        "stripe", round % 2 == 0 ? .open : .closed, from: round % 2 == 0 ? .closed : .open)
      scene.publish(
        .traffic(
          TrafficReading(
            provider: "stripe", at: scene.now, client: "app \(round)", admitted: 1, completed: 1)))
    }
    let row = scene.board["stripe"]
    #expect(row?.calls.recent.count == Board.callsKept)
    #expect(row?.calls.applications.count == Board.applicationsKept)
    #expect(row?.calls.minutes.count == Board.minutesKept)
    #expect(scene.board.changes.count == Board.changesKept)
    #expect((row?.calls.daySamples.count ?? 0) <= Board.samplesKept)
  }

  @Test func `a restart keeps the readings and forgets who asked`() {
    var scene = Scene([.probed("stripe")])
    scene.probe("stripe", .success)
    scene.publish(.traffic(TrafficReading(provider: "stripe", at: scene.now, client: "app")))
    scene.publish(
      .started(
        AgentFacts(
          boot: "b2", startedAt: scene.now, profile: "p", version: "0", pid: 2,
          providers: [.probed("stripe")])))
    #expect(scene.board["stripe"]?.calls.recent.count == 1)
    #expect(scene.board["stripe"]?.calls.applications.isEmpty == true)
  }
}
