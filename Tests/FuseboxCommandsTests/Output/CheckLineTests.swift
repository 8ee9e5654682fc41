import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxCommands

@Suite struct CheckLineTests {
  private func line(_ scene: Scene, only provider: ProviderID? = nil) -> CheckLine {
    CheckLine(scene.board, only: provider, at: scene.now)
  }

  @Test func `a board without readings is unknown, never ok`() {
    let scene = Scene([.probed("github")])
    #expect(line(scene).exitCode == 3)
    #expect(line(scene).text.hasPrefix("FUSEBOX UNKNOWN: github ? "))
  }

  @Test func `all fine is one word and a count`() {
    var scene = Scene([.probed("github")])
    scene.page("github", .operational)
    scene.probe("github", .success)
    scene.probe("github", .success)
    #expect(line(scene).exitCode == 0)
    #expect(line(scene).text == "FUSEBOX OK: 1 providers fine")
  }

  @Test func `the worst row decides, and an unknown one hides no failure`() {
    var scene = Scene([.probed("github"), .probed("stripe")])
    scene.page("stripe", .operational)
    for _ in 1...3 { scene.probe("stripe", .failure(.server)) }
    #expect(line(scene).exitCode == 2)
    #expect(line(scene).text.hasPrefix("FUSEBOX CRITICAL: stripe THEM "))
    #expect(line(scene, only: "github").exitCode == 3)
  }

  @Test func `performance data carry the alert and the limit`() {
    var scene = Scene([.probed("github")])
    scene.page("github", .operational)
    scene.probe("github", .success)
    scene.probe("github", .success)
    scene.publish(
      .meter(
        MeterReading(
          provider: "github", meter: "core_requests", title: "API requests", kind: .window,
          unit: .requests, at: scene.now, used: 4600, limit: 5000, alertAt: 4500)))
    #expect(line(scene).exitCode == 1)
    #expect(line(scene).text.hasSuffix(" | 'github.core_requests'=4600;4500;5000;0;"))
  }
}
