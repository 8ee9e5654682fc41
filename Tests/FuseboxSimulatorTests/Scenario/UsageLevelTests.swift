import FuseboxCore
import FuseboxSimulator
import Testing

@Suite struct UsageLevelTests {
  private func usage(_ changes: [(Int, UsageChange)], at second: Int) -> UsageLevel {
    let steps = changes.map { at, usage in
      Scenario.Step(
        at: .seconds(at),
        change: Scenario.Change(servers: ["github": ServerChange(usage: usage)]))
    }
    return Scenario(name: "x", length: .seconds(100), steps: steps)
      .state(of: "github", at: .seconds(second)).usage
  }

  @Test(arguments: [(0, 100), (10, 120), (20, 140), (25, 190), (40, 7), (50, 57)])
  func `it climbs at its rate, and a step changes what it says`(second: Int, used: Int64) {
    let changes = [
      (0, UsageChange(used: 100, rate: 2)), (20, UsageChange(rate: 10)),
      (40, UsageChange(used: 7, limit: 60, rate: 5)),
    ]
    let level = usage(changes, at: second)
    #expect(level.used(at: .seconds(second)) == used)
    #expect(level.limit == (second < 40 ? 5000 : 60))
  }

  @Test func `an absurd rate neither traps nor goes below zero`() {
    for rate in [1e300, -1e300, .infinity, .nan, -5] {
      let level = usage([(0, UsageChange(used: .max, rate: rate))], at: 10)
      #expect(level.used(at: .seconds(1_000_000)) >= 0)
    }
  }
}
