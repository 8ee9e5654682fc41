import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxCommands

@Suite struct CheckLineTests {
  private func line(_ scene: Scene, only provider: ProviderID? = nil) -> CheckLine {
    CheckLine(scene.board, only: provider, at: scene.now)
  }

  /// `fine` providers that are fine, and others without a reading.
  private func scene(fine: [ProviderID], unknown: [ProviderID] = []) -> Scene {
    var scene = Scene((fine + unknown).map { ProviderFacts.probed($0) })
    for provider in fine {
      scene.page(provider, .operational)
      scene.probe(provider, .success)
      scene.probe(provider, .success)
    }
    return scene
  }

  @Test func `a board without readings is unknown, never ok`() {
    let line = line(scene(fine: [], unknown: ["github"]))
    #expect(line.exitCode == 3)
    #expect(line.text.hasPrefix("FUSEBOX UNKNOWN: github ? "))
    #expect(line.text.hasSuffix("; 1 unknown"))
  }

  @Test func `an empty board is unknown`() {
    #expect(line(scene(fine: [])).exitCode == 3)
  }

  @Test func `all fine is one word and a count`() {
    let line = line(scene(fine: ["github", "stripe"]))
    #expect(line.exitCode == 0)
    #expect(line.text == "FUSEBOX OK: 2 fine")
  }

  @Test func `unknown rows are no fine ones`() {
    let scene = scene(fine: ["github"], unknown: ["stripe", "twilio"])
    #expect(line(scene).exitCode == 3)
    #expect(line(scene).text.hasPrefix("FUSEBOX UNKNOWN: "))
    #expect(line(scene).text.hasSuffix("; 1 fine, 2 unknown"))
    #expect(line(scene, only: "github").exitCode == 0)
  }

  @Test func `the worst row decides: critical, then warning, then unknown`() {
    var scene = scene(fine: ["github"], unknown: ["twilio"])
    scene.publish(
      .meter(
        MeterReading(
          provider: "github", meter: "core_requests", title: "API requests", kind: .window,
          unit: .requests, at: scene.now, used: 4600, limit: 5000, alertAt: 4500)))
    #expect(line(scene).exitCode == 1)
    #expect(line(scene).text.contains("; 1 unknown, 1 warning | "))
    for _ in 1...3 { scene.probe("github", .failure(.server)) }
    #expect(line(scene).exitCode == 2)
    #expect(line(scene).text.hasPrefix("FUSEBOX CRITICAL: github THEM "))
    #expect(line(scene, only: "twilio").exitCode == 3)
  }

  @Test func `performance data carry the alert and the limit`() {
    var scene = scene(fine: ["github"])
    scene.publish(
      .meter(
        MeterReading(
          provider: "github", meter: "core_requests", title: "API requests", kind: .window,
          unit: .requests, at: scene.now, used: 4600, limit: 5000, alertAt: 4500)))
    #expect(line(scene).text.hasSuffix(" | 'github.core_requests'=4600;4500;5000;0;"))
  }

  @Test func `what cannot be looked at is unknown, on one line without a bar`() {
    let line = CheckLine(unknown: "config.yaml:3:1: a|b\nsecond")
    #expect(line.exitCode == 3)
    #expect(line.text.hasPrefix("FUSEBOX UNKNOWN: config.yaml:3:1: a/b"))
    #expect(!line.text.contains("|") && !line.text.contains("\n"))
  }

  @Test func `a provider's words bring no bar of their own`() {
    var scene = scene(fine: ["github"])
    for _ in 1...3 { scene.probe("github", .credential(.refused), reason: "key refused: a|b") }
    #expect(line(scene).exitCode == 2)
    #expect(line(scene).text.contains("a/b") && !line(scene).text.contains("|"))
  }
}
