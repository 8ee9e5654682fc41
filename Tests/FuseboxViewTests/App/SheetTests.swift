import FuseboxCore
import Testing

@testable import FuseboxView

struct SheetTests {
  @Test func `T y is a whole trip with the reason from the verdict`() {
    var robot = Robot()
    robot.type("Ty")
    let command = robot.commands.first
    #expect(robot.commands.count == 1)
    #expect(command?.kind == .trip)
    #expect(command?.provider == "twilio")
    #expect(command?.reason == "THEM: page says SMS partial since 14:21")
    #expect(command?.seconds == 1800)
    #expect(command?.actor == MockBoard.actor)
    #expect(robot.model.sheet == nil)
  }

  @Test(arguments: [("1", 300), ("2", 1800), ("3", 7200), ("4", nil as Int64?)])
  func `a digit chooses the length of a trip`(digit: String, seconds: Int64?) {
    var robot = Robot()
    robot.type("T\(digit)y")
    #expect(robot.commands.map(\.seconds) == [seconds])
  }

  @Test func `arrows move between the lengths and stop at the ends`() {
    var robot = Robot()
    robot.type("T")
    robot.press(.left, .left, .left)
    #expect(robot.model.sheet?.length == .seconds(300))
    robot.press(.right, .right, .right, .right)
    #expect(robot.model.sheet?.length == .untilReset)
  }

  @Test func `Enter never confirms`() {
    var robot = Robot()
    robot.type("T")
    robot.press(.enter)
    #expect(robot.commands.isEmpty)
    #expect(robot.model.sheet != nil)
  }

  @Test(arguments: [(299, 0), (300, 1)])
  func `y counts from 300 ms after the sheet opened`(milliseconds: Int64, commands: Int) {
    var robot = Robot()
    robot.type("T")
    robot.press(.character("y"), after: milliseconds)
    #expect(robot.commands.count == commands)
  }

  @Test func `a pasted y confirms nothing`() {
    var robot = Robot()
    robot.paste("T")
    #expect(robot.model.sheet == nil)
    robot.type("T")
    robot.paste("y\ny")
    #expect(robot.commands.isEmpty)
  }

  @Test func `y does nothing after somebody else tripped it, and the sheet says who`() {
    var robot = Robot()
    robot.type("T")
    robot.show { board in
      board.change("twilio") { twilio in
        twilio.breaker.lastChange = Self.record(.trip, by: "mk", revision: 9)
        twilio.breaker.override = twilio.breaker.lastChange?.override
        twilio.breaker.status?.forced = .forcedOpen
      }
    }
    robot.type("y")
    #expect(robot.commands.isEmpty)
    #expect(robot.text.contains("changed meanwhile: tripped by mk until reset at 14:32:08"))
    #expect(robot.text.contains("look again"))
  }

  @Test func `y does nothing after the breaker itself moved on`() {
    var robot = Robot()
    robot.type("T")
    robot.show { board in
      board.change("twilio") { $0.breaker.status?.state = .halfOpen }
    }
    robot.type("y")
    #expect(robot.commands.isEmpty)
    #expect(robot.text.contains("changed meanwhile: the breaker itself: half-open"))
  }

  @Test func `a sheet over a paused screen speaks of the breaker as it is now`() {
    var robot = Robot()
    robot.type("p")
    robot.show { board in
      board.change("twilio") { $0.breaker.lastChange = Self.record(.trip, by: "mk", revision: 9) }
    }
    robot.type("Ty")
    #expect(robot.commands.map(\.expectedRevision) == [9])
  }

  @Test func `R offers the probe first and closing at once`() {
    var robot = Robot()
    robot.type("Rp")
    robot.type("Ry")
    #expect(robot.commands.map(\.kind) == [.resetWithProbe, .reset])
  }

  @Test func `H holds closed for a quarter of an hour unless told otherwise`() {
    var robot = Robot()
    robot.type("Hy")
    #expect(robot.commands.map(\.kind) == [.hold])
    #expect(robot.commands.map(\.seconds) == [900])
  }

  @Test func `P asks and probes`() {
    var robot = Robot()
    robot.type("Py")
    #expect(robot.commands.map(\.kind) == [.probe])
  }

  @Test(arguments: [(120, 40), (80, 24), (40, 10)])
  func `of a tripped breaker the P sheet offers no call, and names the keys that lead on`(
    columns: Int, rows: Int
  ) {
    var robot = Robot(columns: columns, rows: rows)
    robot.type("/segment")
    robot.press(.enter)
    robot.type("P")
    for words in ["tripped breaker", "not probed; esc, then R", "one probe decides"] {
      #expect(robot.text.contains(words), "\(robot.text)")
    }
    #expect(!robot.text.contains("call now"))
    robot.type("y")
    #expect(robot.commands.isEmpty && robot.model.sheet != nil)
    robot.press(.escape)
    robot.type("Rp")
    #expect(robot.commands.map(\.kind) == [.resetWithProbe])
  }

  @Test func `U takes back for thirty seconds only`() {
    var robot = Robot()
    robot.show { board in
      board.change("twilio") { $0.breaker.lastChange = Self.record(.trip, by: "mara", revision: 1) }
    }
    robot.type("U")
    #expect(robot.text.contains("tripped by mara until reset at 14:32:08: because"))
    robot.type("y")
    #expect(robot.commands.map(\.kind) == [.undo])
    robot.clock += 40_000
    robot.type("U")
    #expect(robot.model.sheet == nil)
    #expect(robot.text.contains("no change of the last 30 seconds"))
  }

  @Test func `i edits the reason, and an empty one falls back`() {
    var robot = Robot()
    robot.type("Ti")
    robot.press(.control("u"))
    robot.type("deploy y 7")
    robot.press(.backspace, .enter)
    #expect(robot.model.sheet?.reason == "deploy y ")
    robot.type("i")
    robot.press(.control("u"), .enter)
    #expect(robot.model.sheet?.reason == "deploy y ")
    robot.type("i")
    robot.paste("line\ntwo\u{1B}[2J")
    robot.press(.escape)
    #expect(robot.model.sheet?.reason == "deploy y ")
    robot.type("y")
    #expect(robot.commands.map(\.reason) == ["deploy y "])
  }

  @Test func `esc leaves everything as it is`() {
    var robot = Robot()
    robot.type("T")
    robot.press(.escape)
    #expect(robot.model.sheet == nil)
    #expect(robot.commands.isEmpty)
  }

  @Test(arguments: ["T", "R", "H", "P", "U"])
  func `a provider watched by its page has nothing to change, and is told so`(key: Character) {
    var robot = Robot()
    robot.type("/sentry")
    robot.press(.enter, .character(key))
    #expect(robot.model.sheet == nil)
    #expect(robot.text.contains("sentry is watched by its page only"))
  }

  @Test func `resetting a closed breaker is refused in words`() {
    var robot = Robot()
    robot.type("/stripe")
    robot.press(.enter)
    robot.type("R")
    #expect(robot.text.contains("stripe is closed already"))
  }

  static func record(
    _ action: OverrideAction, by name: String, revision: Int64
  ) -> AuditRecord {
    let actor = Actor(name: name, nameSource: "login", uid: 1)
    let at = MockBoard.now + .seconds(1)
    return AuditRecord(
      id: "b1-1", at: at, provider: "twilio", action: action, actor: actor, reason: "because",
      from: .open, to: .forcedOpen,
      override: Override(
        provider: "twilio", kind: .forcedOpen, actor: actor, reason: "because", since: at,
        until: nil, revision: revision), revision: revision)
  }
}
