import FuseboxCore
import Testing

@testable import FuseboxView

struct NextLineTests {
  private static func window(_ used: Int64, alertAt: Int64? = 90, resetsIn seconds: Int64 = 250)
    -> MeterState
  {
    var meter = MockBoard.level("stripe", "reads", used, of: 100)
    meter.latest.kind = .window
    meter.latest.alertAt = alertAt
    meter.latest.periodEnd = MockBoard.now + .seconds(seconds)
    return meter
  }

  private static func text(_ meters: [MeterState], width: Int = 200) -> String {
    var board = MockBoard.board
    board.providers.removeAll { $0.id != "stripe" }
    board.change("stripe") { $0.meters.all = meters }
    return NextLine.text(board, at: MockBoard.now, width: width)
  }

  @Test(arguments: [
    (window(100), "stripe reads used up, resets in 4m"),
    (window(130), "stripe reads used up, resets in 4m"),
    (window(96), "stripe reads 96 %, resets in 4m"),
    (window(89), "nothing runs out in sight"),
    (window(99, alertAt: nil), "nothing runs out in sight"),
    (window(100, resetsIn: 0), "nothing runs out in sight"),
    (MockBoard.level("stripe", "hosts", 100, of: 100), "stripe hosts full"),
    (MockBoard.level("stripe", "hosts", 95, of: 100), "nothing runs out in sight"),
    (
      MockBoard.sum("stripe", "mails", 100, of: 100, growth: 0),
      "stripe mails used up, resets 1 Dec"
    ),
  ])
  func `what is used up, or a window past its alert, is named with its reset`(
    meter: MeterState, words: String
  ) {
    #expect(Self.text([meter]) == " next: \(words)")
  }

  @Test func `a window read too long ago says nothing`() {
    var old = Self.window(100)
    old.latest.at = MockBoard.now + .seconds(-2701)
    #expect(Self.text([old]) == " next: nothing runs out in sight")
  }

  @Test func `what is used up stands before what is near its limit and what will be full`() {
    let mails = MockBoard.sum("stripe", "mails", 97_000, of: 100_000, growth: 3503)
    let near = Self.window(96)
    #expect(
      Self.text([mails, near, Self.window(100)])
        == " next: stripe reads used up, resets in 4m · stripe reads 96 %, resets in 4m"
        + " · stripe mails full 26 Nov 04:10")
    #expect(
      Self.text([mails, near], width: 50) == " next: stripe reads 96 %, resets in 4m · +1 more")
  }
}
