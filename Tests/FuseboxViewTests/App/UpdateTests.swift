import FuseboxCore
import Testing

@testable import FuseboxView

struct UpdateTests {
  @Test func `the cursor moves by rows, halves and to the ends`() {
    var robot = Robot()
    #expect(robot.selected == "twilio")
    robot.press(.down, .character("j"))
    #expect(robot.selected == "auth0")
    robot.press(.character("G"), .down)
    #expect(robot.selected == "stripe")
    robot.press(.control("u"))
    #expect(robot.selected == "sendgrid")
    robot.press(.home, .up)
    #expect(robot.selected == "twilio")
  }

  @Test func `n and N go round the failing rows, also in a detail`() {
    var robot = Robot()
    robot.type("nnn")
    #expect(robot.selected == "twilio")
    robot.type("N")
    #expect(robot.selected == "auth0")
    robot.press(.enter)
    robot.type("n")
    #expect(robot.model.screen == .detail("twilio"))
    #expect(robot.taken() == [.loadChanges("auth0"), .loadChanges("twilio")])
  }

  @Test func `a filter narrows the rows and esc brings them back`() {
    var robot = Robot()
    robot.type("/held")
    #expect(robot.model.visibleRows.map(\.provider) == ["segment"])
    robot.press(.enter, .escape)
    #expect(robot.model.visibleRows.count == 14)
    robot.type("/nonsense")
    #expect(robot.text.contains("no row says \"nonsense\""))
    robot.press(.escape)
    #expect(robot.model.filter.isEmpty)
  }

  @Test func `a paused screen stands still and says so`() {
    var robot = Robot()
    robot.type("p")
    let before = robot.model.rows
    robot.show { $0.change("twilio") { $0.breaker.status?.state = .closed } }
    #expect(robot.model.rows == before)
    #expect(robot.text.contains("PAUSED 0s"))
    robot.type("p")
    #expect(robot.text.contains("live 0s"))
  }

  @Test func `r asks for everything, in a detail for its provider`() {
    var robot = Robot()
    robot.type("r")
    robot.press(.enter, .control("r"))
    #expect(robot.commands.map(\.kind) == [.refresh, .refresh])
    #expect(robot.commands.map(\.provider) == ["", "twilio"])
  }

  @Test func `e asks for the format and exports what is shown`() {
    var robot = Robot()
    robot.type("ej")
    robot.type("ec")
    #expect(
      robot.taken() == [.export(.json, MockBoard.board), .export(.csv, MockBoard.board)])
    robot.send(.exported(path: "fusebox.json"))
    #expect(robot.text.contains("saved fusebox.json"))
  }

  @Test func `y copies the row as one line for the incident channel`() {
    var robot = Robot()
    robot.type("y")
    guard case .copy(let line)? = robot.effects.first else {
      Issue.record("nothing was copied")
      return
    }
    #expect(
      line.hasPrefix("14:32 UTC twilio: ✗ THEM since 14:21, breaker OPEN 7s; page: SMS partial"))
    #expect(line.hasSuffix("owner messaging; https://wiki.example.com/twilio"))
    #expect(!line.contains("\n"))
  }

  @Test func `o opens the runbook, or says that there is none`() {
    var robot = Robot()
    robot.type("o")
    #expect(robot.taken() == [.openRunbook("https://wiki.example.com/twilio")])
    robot.press(.down)
    robot.type("o")
    #expect(robot.taken().isEmpty)
    #expect(robot.text.contains("No runbook is configured"))
  }

  @Test func `a row that begins to fail rings once, those of the first board do not`() {
    var robot = Robot()
    #expect(robot.taken().isEmpty)
    robot.show { $0.change("stripe") { $0.breaker.status?.state = .open } }
    #expect(robot.taken() == [.bell])
    robot.show { _ in }
    #expect(robot.taken().isEmpty)
  }

  @Test func `a paused screen rings as well`() {
    var robot = Robot()
    robot.type("p")
    robot.show { $0.change("stripe") { $0.breaker.status?.state = .open } }
    #expect(robot.taken() == [.bell])
  }

  @Test func `q leaves at once, and asks once when somebody would be cut off`() {
    var robot = Robot()
    robot.type("q")
    #expect(robot.taken() == [.quit(0)])
    robot.model.leavingWarning = "two clients are attached"
    robot.type("q")
    #expect(robot.taken().isEmpty)
    #expect(robot.text.contains("two clients are attached; q again leaves"))
    robot.type("jq")
    #expect(robot.taken().isEmpty)
    robot.type("q")
    #expect(robot.taken() == [.quit(0)])
  }

  @Test func `what came of a command is said for six seconds`() {
    var robot = Robot()
    robot.send(.tick(robot.instant))
    let command = Command(kind: .trip, provider: "twilio", actor: MockBoard.actor)
    robot.send(.commandDone(command, .success(SheetTests.record(.trip, by: "mara", revision: 1))))
    #expect(robot.text.contains("twilio: tripped by mara until reset   U takes it back"))
    robot.clock += 5_900
    robot.send(.tick(robot.instant))
    #expect(robot.text.contains("U takes it back"))
    robot.clock += 10_000
    robot.send(.tick(robot.instant))
    #expect(!robot.text.contains("U takes it back"))
    robot.send(.commandDone(command, .failure(.agentLost("it is gone"))))
    #expect(robot.text.contains("The agent does not answer: it is gone."))
  }

  @Test func `an agent not heard of for five seconds is lost, whatever the rows say`() {
    var robot = Robot()
    robot.send(.tick(MockBoard.instant(4)))
    #expect(robot.text.contains("live 5s"))
    robot.send(.tick(MockBoard.instant(13)))
    #expect(robot.text.contains("AGENT LOST 14s"))
  }

  @Test func `changes from the store fill the detail they belong to`() {
    var robot = Robot()
    robot.press(.enter)
    let change = Change(
      seq: 97, at: MockBoard.now, provider: "twilio",
      fact: .told(.page, what: "from the store", why: ""))
    robot.send(.storedChanges("github", []))
    robot.send(.storedChanges("twilio", [change]))
    let text = robot.text
    #expect(text.contains("from the store"))
    #expect(text.contains("page: SMS partial"), "newer than the store's")
    #expect(!text.contains("half-open → closed"), "older than the store's newest")
  }

  @Test func `resize, redraw, suspend and resume ask for the right things`() {
    var robot = Robot()
    robot.press(.control("l"), .control("z"))
    robot.send(.input(.resized(Size(columns: 40, rows: 10)), at: robot.instant))
    robot.send(.input(.resumed, at: robot.instant))
    #expect(robot.taken() == [.redraw, .suspend, .redraw])
    #expect(robot.model.size == Size(columns: 40, rows: 10))
  }

  @Test func `a key pressed with the clock set back does not turn the time back`() {
    var robot = Robot()
    robot.send(.tick(MockBoard.instant(100)))
    robot.press(.down)
    #expect(robot.model.now == MockBoard.instant(100))
  }
}
