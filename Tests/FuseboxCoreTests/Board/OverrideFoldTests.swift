import FuseboxCore
import FuseboxTestSupport
import FuseboxWords
import Testing

/// The newest change of an override is on the board, in whatever order the news of them come.
@Suite struct OverrideFoldTests {
  private struct Changes {
    var trip = VerdictDefinitionTests.trip(at: Scene.start, id: "b1-1")
    var reset: AuditRecord

    init(resetAt time: WallTime = Scene.start + .seconds(1)) {
      reset = trip
      (reset.id, reset.at, reset.action, reset.override, reset.revision) = (
        "b1-2", time, .reset, nil, 2
      )
    }
  }

  @Test func `the late news that an overtaken change is written brings nothing back`() {
    var changes = Changes()
    var scene = Scene([.probed("stripe")])
    scene.publish(.override(changes.trip))
    scene.publish(.override(changes.reset))
    let before = scene.board
    changes.trip.audited = true
    scene.publish(.override(changes.trip))
    #expect(scene.board["stripe"] == before["stripe"])
    #expect(scene.board.changes == before.changes)
    changes.reset.audited = true
    scene.publish(.override(changes.reset))
    #expect(scene.board["stripe"]?.breaker.lastChange?.audited == true)
  }

  @Test func `also where the clock was set back between the two`() {
    var changes = Changes(resetAt: Scene.start + .seconds(-60))
    var scene = Scene([.probed("stripe")])
    scene.publish(.override(changes.trip))
    scene.publish(.override(changes.reset))
    changes.trip.audited = true
    scene.publish(.override(changes.trip))
    #expect(scene.board["stripe"]?.breaker.override == nil)
    #expect(scene.board["stripe"]?.breaker.lastChange?.id == "b1-2")
  }

  @Test func `of two changes published in the wrong order the later one stands`() {
    let changes = Changes()
    var scene = Scene([.probed("stripe")])
    scene.publish(.override(changes.reset))
    scene.publish(.override(changes.trip))
    #expect(scene.board["stripe"]?.breaker.override == nil)
    #expect(scene.board.changes.first?.what == "reset by mara")
  }

  @Test func `a later trip of an agent that could not read the file is on the board`() {
    var changes = Changes()
    var scene = Scene([.probed("stripe")])
    scene.publish(.override(changes.trip))
    scene.publish(.override(changes.reset))
    // It goes on from the time: `Recovered.revisionFloor`.
    let time = Scene.start + .seconds(60)
    (changes.trip.id, changes.trip.at) = ("b2-1", time)
    changes.trip.revision = time.milliseconds + 1
    scene.publish(.override(changes.trip))
    #expect(scene.board["stripe"]?.breaker.override?.kind == .forcedOpen)
  }

  /// Two agents that counted alike, a clock set back, the same time, the news that each is written.
  private static let news: [AuditRecord] = [
    ("a", 5, 1), ("b", 3, 2), ("c", 5, 1), ("d", 4, 9), ("e", 5, 0),
  ].flatMap { (id: String, revision: Int64, seconds: Int64) -> [AuditRecord] in
    var record = VerdictDefinitionTests.trip(at: Scene.start + .seconds(seconds), id: id)
    record.revision = revision
    record.reason = id
    record.override?.reason = id
    var written = record
    written.audited = true
    return [record, written]
  }

  @Test(arguments: 0..<200)
  func `in whatever order changes arrive the same one is in force`(_ seed: UInt64) {
    var order = Shuffle(state: seed)
    var scene = Scene([.probed("stripe")])
    for record in Self.news.shuffled(using: &order) { scene.publish(.override(record)) }
    let newest = scene.board["stripe"]?.breaker.lastChange
    #expect(newest?.id == "c")
    #expect(newest?.audited == true)
    #expect(scene.board["stripe"]?.breaker.override?.reason == "c")
  }

  /// SplitMix64.
  private struct Shuffle: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}
