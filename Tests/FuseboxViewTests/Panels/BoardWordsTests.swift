import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxView

struct BoardWordsTests {
  private func words(
    _ id: ProviderID, _ change: (inout ProviderState) -> Void = { _ in }
  ) throws -> RowWords {
    var board = MockBoard.board
    board.change(id, change)
    let row = try #require(Judge.assess(id, in: board, at: MockBoard.now))
    return try #require(RowWords(row, on: board, at: MockBoard.now))
  }

  @Test func `a pause shows until when, and shortens its word where FAIL needs the room`() throws {
    let pause: (inout ProviderState) -> Void = {
      $0.breaker.status?.pausedUntil = MockBoard.now + .seconds(250)
    }
    #expect(try words("github", pause).breaker == "PAUSED 4m")
    let tight = try words("stripe") {
      $0.breaker.status?.pausedUntil = MockBoard.now + .seconds(1790)
      $0.breaker.status?.window = JudgedWindow(
        kind: .traffic, calls: 40, failures: 0, useless: 13, minimum: 10)
    }
    #expect(tight.breaker == "PAUSE29m")
    #expect(try words("stripe", pause).breaker == "PAUSED 4m")
  }

  @Test func `a hold closed shows a whole fuse and its end`() throws {
    let held = try words("stripe") {
      $0.breaker.override = Override(
        provider: "stripe", kind: .forcedClosed, actor: MockBoard.actor, reason: "x",
        since: MockBoard.now, until: MockBoard.now + .seconds(900), revision: 1)
      $0.breaker.status?.forced = .forcedClosed
    }
    #expect(held.fuse == "━━━")
    #expect(held.breaker == "HELD 15m")
    #expect(held.since == "14:32")
  }

  @Test func `a forecast over its limit began with the first reading that was heading there`()
    throws
  {
    #expect(try words("algolia").since == "12:40")
    let steady = try words("algolia") { $0.meters.all[0].points.removeLast(2) }
    #expect(steady.severity == .warning && steady.since == "17Nov")
  }

  @Test func `a probing row began when its breaker became half-open`() throws {
    let board = MockBoard.board
    var row = try #require(Judge.assess("sendgrid", in: board, at: MockBoard.now))
    row.find(.probing)
    let words = try #require(RowWords(row, on: board, at: MockBoard.now))
    #expect(words.since == "14:30")
    #expect(words.breaker == "HALF 0/1")
  }

  @Test func `an alert tells since when, however long the verdict has been ok`() throws {
    #expect(try words("datadog").since == "09:12")
    let silent = try words("datadog") { $0.meters.alerts = [] }
    #expect(silent.severity == .warning && silent.since.isEmpty)
  }

  @Test func `the newest call of each operation says what it noted`() throws {
    let noting = try words("stripe") {
      $0.calls.recent[0].notes = ["a test key, not a live one"]
      $0.calls.recent[1].notes = ["an older one"]
    }
    #expect(noting.provider.notes == ["a test key, not a live one"])
    #expect(CursorStrip.lines(noting, width: 80).joined().contains("a test key, not a live one"))
    let detail = DetailVerdict.section(noting, others: [], width: 80).lines.map(\.text)
    #expect(detail.last == "   noted     a test key, not a live one")
  }

  @Test func `long counts become a share`() throws {
    let busy = try words("stripe") {
      $0.breaker.status?.window = JudgedWindow(
        kind: .traffic, calls: 1000, failures: 0, useless: 125, minimum: 10)
    }
    #expect(busy.fail == "13%")
  }

  @Test func `a database in trouble is told above the rows`() {
    var board = MockBoard.board
    board.stores = [
      StoreHealth(
        file: "fusebox.db", condition: .full, message: "fusebox.db: the disk is full", unaudited: 2)
    ]
    let text = Banners.lines(board).map(\.text)
    #expect(text == [" ! fusebox.db: the disk is full; 2 changes wait to be written to the audit"])
  }

  @Test func `without any credential the board says what to set`() {
    var board = MockBoard.board
    for index in board.providers.indices { board.providers[index].facts.credential = .none }
    let text = Banners.lines(board).map(\.text).joined()
    #expect(text.contains("Status pages only"))
    #expect(text.contains("ALGOLIA_KEY, AUTH0_KEY, CLOUDFRONT_KEY"))
  }

  @Test func `polls away from their defaults are said in the header`() {
    var model = MockBoard.model(140, 24)
    var board = model.board
    board.agent?.note = "polls every 2 s"
    _ = update(&model, .board(board, at: MockBoard.instant()))
    #expect(view(model, size: model.size).textPlane().contains("polls every 2 s"))
  }

  @Test func `a calm board says so`() {
    let fine = Assessment.judged("x", .fine)
    #expect(Tally([fine, fine]).line(gap: 2, width: 80).text == "all 2 fine")
    #expect(Tally([]).line(gap: 2, width: 80).text == "no provider yet")
  }

  @Test func `failing rows of nobody's fault yet are counted apart`() {
    let rows = [Blame.them, .us, .unknown].map { Assessment.judged("x", .failing, $0) }
    let tally = Tally(rows)
    #expect(tally.line(gap: 2, width: 80).text == "THEM 1  US 1  failing 1")
    #expect(tally.line(gap: 2, width: 10).text == "✗3")
  }

  @Test func `nothing to run out is said, not left blank`() {
    #expect(NextLine.text(Board(), at: MockBoard.now, width: 80).contains("nothing runs out"))
  }
}
