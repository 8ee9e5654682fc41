import FuseboxCore
import FuseboxTestSupport
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
    #expect(scene.board["stripe"]?.lastOverrideChange?.audited == true)
  }

  @Test func `also where the clock was set back between the two`() {
    var changes = Changes(resetAt: Scene.start + .seconds(-60))
    var scene = Scene([.probed("stripe")])
    scene.publish(.override(changes.trip))
    scene.publish(.override(changes.reset))
    changes.trip.audited = true
    scene.publish(.override(changes.trip))
    #expect(scene.board["stripe"]?.override == nil)
    #expect(scene.board["stripe"]?.lastOverrideChange?.id == "b1-2")
  }

  @Test func `of two changes published in the wrong order the later one stands`() {
    let changes = Changes()
    var scene = Scene([.probed("stripe")])
    scene.publish(.override(changes.reset))
    scene.publish(.override(changes.trip))
    #expect(scene.board["stripe"]?.override == nil)
    #expect(scene.board.changes.first?.what == "reset by mara")
  }

  @Test func `a later trip of an agent that counts from one again is on the board`() {
    var changes = Changes()
    var scene = Scene([.probed("stripe")])
    scene.publish(.override(changes.trip))
    scene.publish(.override(changes.reset))
    (changes.trip.id, changes.trip.at) = ("b2-1", Scene.start + .seconds(60))
    scene.publish(.override(changes.trip))
    #expect(scene.board["stripe"]?.override?.kind == .forcedOpen)
  }
}
