import FuseboxCore
import FuseboxTestSupport
import FuseboxWords
import Testing

/// A page that was not answered is as old as its last reading; one that answers nonsense is unknown.
@Suite struct PageVerdictTests {
  private func scene(_ state: PageState = .operational) -> Scene {
    var scene = Scene([.pageOnly("sentry")])
    scene.page("sentry", state, headline: state == .operational ? "" : "Ingest partial")
    scene.advance(.seconds(60))
    return scene
  }

  /// A fetch that ended now without a page.
  private func lost(_ scene: Scene, connected: Bool, timings: Timings) -> Event {
    .page(
      PageReading(
        provider: "sentry", at: scene.now, state: .unknown, trouble: "page: no answer",
        reach: Reach(host: "status.example", isPublic: true, connected: connected),
        timings: timings))
  }

  @Test(
    arguments: [
      (false, Timings(total: 900)), (true, Timings(connect: 700, total: 3_000_000)),
    ] as [(Bool, Timings)])
  func `a fetch without an answer leaves what was read, until that is too old`(
    connected: Bool, timings: Timings
  ) {
    var scene = scene()
    for minute in 1...3 {
      scene.publish(lost(scene, connected: connected, timings: timings))
      #expect(scene.row("sentry")?.verdict.blame == .ok, "\(minute) min after the reading")
      scene.advance(.seconds(60))
    }
    scene.publish(lost(scene, connected: connected, timings: timings))
    #expect(scene.row("sentry")?.verdict.blame == .unknown)
    #expect(scene.row("sentry")?.reason == "page: no answer")
  }

  @Test func `a red page stays red through one failed fetch`() {
    var scene = scene(.partial)
    let before = scene.row("sentry")?.verdict
    scene.publish(lost(scene, connected: false, timings: Timings(total: 900)))
    #expect(scene.row("sentry")?.verdict == before)
  }

  @Test func `an answer that cannot be read is unknown at once`() {
    var scene = scene()
    scene.publish(lost(scene, connected: true, timings: Timings(firstByte: 40, total: 90)))
    #expect(scene.row("sentry")?.verdict.blame == .unknown)
  }

  @Test func `failing calls beside a maintenance name it, and its end`() {
    var scene = Scene([.probed("stripe")])
    let end = scene.now + .seconds(3600)
    scene.page("stripe", .maintenance, headline: "API maintenance", maintenanceUntil: end)
    for _ in 1...3 { scene.probe("stripe", .failure(.server), reason: "503 in 9 ms", status: 503) }
    let row = scene.row("stripe")
    #expect(row?.verdict.blame == .them)
    #expect(
      row?.reason == "5xx, page: maintenance to \(end.hourMinute(besides: scene.now))")
  }
}
