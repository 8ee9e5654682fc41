import FuseboxConfig
import FuseboxSimulator
import Testing

@Suite struct ScenarioFilesTests {
  private func complaints(_ text: String) -> [String] {
    do throws(FileErrors) {
      _ = try ScenarioFiles.read(text, source: "outage.yaml")
      return []
    } catch {
      return error.all.map(\.line)
    }
  }

  @Test func `the demo's scenario, written as a file, reads as itself`() throws {
    let scenario = DemoScenario.standard
    #expect(try ScenarioFiles.read(scenario.yaml, source: "demo.yaml") == scenario)
  }

  @Test func `every shipped scenario is found by its name and reads as itself`() throws {
    let shipped = try ScenarioFiles.shipped()
    #expect(Set(shipped.map(\.name)).count == shipped.count && shipped.count >= 7)
    for scenario in shipped {
      #expect(try ScenarioFiles.read(path: scenario.name) == scenario)
      #expect(try ScenarioFiles.read(scenario.yaml, source: "f") == scenario)
      #expect(!scenario.about.isEmpty)
    }
  }

  @Test func `what is wrong in a scenario has its line and column`() {
    let text = DemoScenario.standard.yaml + "lenght: 2m\n"
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    #expect(
      complaints(text) == ["outage.yaml:\(line):1: unknown key lenght; did you mean length?"])
  }

  @Test func `syntax comes first, and an empty file is said to be empty`() {
    #expect(complaints("a: [").count == 1)
    #expect(complaints("") == ["outage.yaml: cannot be read: it is empty"])
  }
}
