import FuseboxCore
import FuseboxTestSupport
import FuseboxWords
import Testing

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
    #expect(LeavingWarning.words(scene.board, followers: 0, at: scene.now) == words)
  }

  @Test func `an application that has not asked for a minute is gone`() {
    let scene = scene(["checkout"])
    let later = scene.now + .seconds(61)
    #expect(LeavingWarning.words(scene.board, followers: 0, at: later) == "")
  }

  @Test func `leaving warns of attached screens too`() {
    let scene = scene(["checkout"])
    #expect(
      LeavingWarning.words(scene.board, followers: 1, at: scene.now)
        == "checkout asks this agent before its calls, 1 screen is attached")
    #expect(
      LeavingWarning.words(self.scene([]).board, followers: 2, at: scene.now)
        == "2 screens are attached")
  }
}
