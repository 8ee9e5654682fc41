import FuseboxCommands
import FuseboxCore
import Testing

@Suite struct ActorIdentityTests {
  @Test(
    arguments: [
      (["FUSEBOX_ACTOR": "mara", "SUDO_USER": "jo"], "root", "mara", "FUSEBOX_ACTOR"),
      (["SUDO_USER": "jo"], "root", "jo", "SUDO_USER"),
      (["FUSEBOX_ACTOR": " ", "SUDO_USER": ""], "root", "root", "login"),
      ([:], "deploy", "deploy", "login"),
      ([:], nil, "uid 1000", "uid"),
      (["FUSEBOX_ACTOR": "\u{1B}[31mma\nra\u{202E}"], "x", "ma ra", "FUSEBOX_ACTOR"),
    ] as [([String: String], String?, String, String)])
  func `who acts is the first name that is given`(
    environment: [String: String], login: String?, name: String, source: String
  ) {
    let actor = ActorIdentity.actor(
      environment: environment, uid: 1000, login: login, terminal: nil)
    #expect(actor == Actor(name: name, nameSource: source, uid: 1000))
  }

  @Test func `the terminal and the ssh client stand beside the name`() {
    let actor = ActorIdentity.actor(
      environment: ["SSH_CONNECTION": "203.0.113.9 51234 10.0.0.5 22"], uid: 0, login: "root",
      terminal: "/dev/pts/3")
    #expect(actor.tty == "pts/3")
    #expect(actor.sshClient == "203.0.113.9")
    #expect(actor.uid == 0)
  }
}
