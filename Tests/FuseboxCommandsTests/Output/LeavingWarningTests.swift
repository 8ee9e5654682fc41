import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxCommands

@Suite struct LeavingWarningTests {
  private func scene(_ clients: [String]) -> Scene {
    var scene = Scene([.probed("stripe"), .probed("github")])
    for client in clients {
      for provider in ["stripe", "github"] as [ProviderID] {
        scene.publish(
          .traffic(
            TrafficReading(provider: provider, at: scene.now, client: client, admitted: 1)))
      }
    }
    return scene
  }

  @Test(
    arguments: [
      ([], ""), (["checkout"], "checkout asks this agent before its calls"),
      (["checkout", "mailer"], "2 applications ask this agent before their calls"),
    ] as [([String], String)])
  func `leaving warns of the applications that count on an answer`(
    clients: [String], words: String
  ) {
    let scene = scene(clients)
    #expect(LeavingWarning.words(scene.board, at: scene.now) == words)
  }

  @Test func `an application that has not asked for a minute is gone`() {
    let scene = scene(["checkout"])
    #expect(LeavingWarning.words(scene.board, at: scene.now + .seconds(61)) == "")
  }
}
