import FuseboxCore
import FuseboxTestSupport
import FuseboxWords
import Testing

/// US: network comes with the third host that is lost, stays while nothing is reached, and is not
/// made of hosts that are dead by themselves.
@Suite struct NetworkVerdictTests {
  private static let ids: [ProviderID] = ["a", "b", "c", "d"]

  private func scene() -> Scene { Scene(Self.ids.map { .probed($0) }) }

  private func isDown(_ scene: Scene, _ id: ProviderID = "a") -> Bool {
    scene.row(id)?.verdict.cause == .network
  }

  /// A probe of a public host that ended now.
  private func probe(
    _ scene: inout Scene, _ id: ProviderID, reached: Bool, took milliseconds: Int64 = 50
  ) {
    scene.probe(
      id, reached ? .success : .failure(.transport), reason: reached ? "" : "no connection",
      took: milliseconds, host: "\(id).example", isPublic: true, connected: reached)
  }

  @Test func `successes from before the outage do not mask it`() {
    var scene = scene()
    for id in Self.ids { probe(&scene, id, reached: true) }
    for (place, id) in Self.ids.dropLast().enumerated() {
      #expect(!isDown(scene), "\(place) hosts are lost")
      scene.advance(.seconds(5))
      probe(&scene, id, reached: false)
    }
    #expect(isDown(scene))
    #expect(scene.row("a")?.why == "our network is down")
    scene.advance(.seconds(1))
    probe(&scene, "d", reached: true)
    #expect(!isDown(scene), "something was reached")
  }

  @Test func `it stays while open breakers let nothing through but pages`() {
    var scene = scene()
    for id in Self.ids { probe(&scene, id, reached: true) }
    for round in 0..<12 {
      scene.advance(.seconds(60))
      for id in Self.ids {
        scene.page(
          id, .unknown, trouble: "page: no connection", host: "status.\(id).example",
          isPublic: true, connected: false)
        if round == 0 { probe(&scene, id, reached: false) }
      }
      #expect(isDown(scene), "after \(round + 1) min")
    }
  }

  @Test func `failures older than three intervals say nothing any more`() {
    var scene = scene()
    for id in Self.ids { probe(&scene, id, reached: false) }
    scene.advance(.seconds(180))
    #expect(isDown(scene))
    scene.advance(.milliseconds(1))
    #expect(!isDown(scene))
  }

  @Test func `three dead hosts beside a living one are not the network`() {
    var scene = scene()
    for _ in 0..<3 {
      // All are asked in the same moment; the dead ones are given up three seconds later.
      scene.advance(.milliseconds(100))
      probe(&scene, "d", reached: true, took: 100)
      scene.advance(.milliseconds(2900))
      for id in Self.ids.dropLast() { probe(&scene, id, reached: false, took: 3000) }
      #expect(!isDown(scene))
      scene.advance(.seconds(57))
    }
    // Their next turn comes before that of the living one.
    for id in Self.ids.dropLast() { probe(&scene, id, reached: false, took: 3000) }
    #expect(!isDown(scene))
  }

  @Test func `three dead pages beside living calls are not the network`() {
    var scene = scene()
    for _ in 0..<4 {
      for id in Self.ids.dropLast() {
        scene.page(
          id, .unknown, host: "status.\(id).example", isPublic: true, connected: false)
      }
      #expect(isDown(scene) == (scene.now == Scene.start), "until something is reached at all")
      scene.advance(.seconds(1))
      probe(&scene, "d", reached: true)
      #expect(!isDown(scene))
      scene.advance(.seconds(59))
    }
  }

  @Test func `calls that we gave up ourselves are no lost hosts`() {
    var scene = scene()
    for id in Self.ids {
      scene.probe(
        id, .wiring, reason: "call given up by us", host: "\(id).example", isPublic: true,
        connected: false)
    }
    #expect(!isDown(scene))
  }
}
