import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxView

struct RowOrderTests {
  private static func row(_ id: ProviderID, _ severity: Severity, _ blame: Blame = .ok)
    -> Assessment
  {
    .judged(id, severity, blame)
  }

  private static func names(_ order: RowOrder, _ rows: [Assessment]) -> String {
    order.sorted(rows).map(\.provider.rawValue).joined(separator: " ")
  }

  @Test func `rows stand as the judge has them`() {
    var order = RowOrder()
    let rows = [
      Self.row("b", .failing, .us), Self.row("c", .failing, .them), Self.row("d", .held),
      Self.row("a", .fine),
    ]
    order.place(rows, mayMove: true)
    #expect(Self.names(order, rows) == "b c d a")
  }

  @Test func `a row that comes later stands where the judge has it`() {
    var order = RowOrder()
    let rows = [
      Self.row("b", .failing, .us), Self.row("c", .failing, .them), Self.row("a", .fine),
    ]
    order.place([rows[0], rows[2]], mayMove: true)
    order.place(rows, mayMove: true)
    #expect(Self.names(order, rows) == "b c a")
    order.place([rows[1], rows[2]], mayMove: true)
    order.place(rows, mayMove: true)
    #expect(Self.names(order, rows) == "b c a")
  }

  @Test func `a row moves when its severity changes and the others stay`() {
    var order = RowOrder()
    var rows = [Self.row("a", .failing, .them), Self.row("b", .fine), Self.row("c", .fine)]
    order.place(rows, mayMove: true)
    rows[2].find(.warning)
    rows.swapAt(1, 2)
    order.place(rows, mayMove: true)
    #expect(Self.names(order, rows) == "a c b")
  }

  @Test func `a row does not move for anything but its severity`() {
    var order = RowOrder()
    var rows = [Self.row("a", .failing, .us), Self.row("b", .failing, .us)]
    order.place(rows, mayMove: true)
    rows[1].verdict.blame = .them
    rows.swapAt(0, 1)
    order.place(rows, mayMove: true)
    #expect(Self.names(order, rows) == "a b")
  }

  @Test func `while a person acts rows wait and are counted`() {
    var order = RowOrder()
    var rows = [Self.row("a", .fine), Self.row("b", .fine)]
    order.place(rows, mayMove: true)
    rows[1].find(.failing)
    rows.swapAt(0, 1)
    order.place(rows, mayMove: false)
    #expect(Self.names(order, rows) == "a b")
    #expect(order.waiting == 1)
    order.place(rows, mayMove: true)
    #expect(Self.names(order, rows) == "b a")
    #expect(order.waiting == 0)
  }

  @Test func `rows that appear are placed at once and rows that go leave no hole`() {
    var order = RowOrder()
    let rows = [Self.row("b", .failing, .us), Self.row("a", .fine)]
    order.place([rows[1]], mayMove: true)
    order.place(rows, mayMove: false)
    #expect(Self.names(order, rows) == "b a")
    order.place([rows[0]], mayMove: false)
    #expect(Self.names(order, [rows[0]]) == "b")
  }

  @Test func `three seconds after the last key the screen catches up`() {
    var robot = Robot()
    robot.press(.down)
    robot.show { $0.change("stripe") { $0.breaker.status?.state = .open } }
    #expect(robot.model.rows.last?.provider == "stripe")
    #expect(robot.text.contains("1 row wants to move"))
    robot.clock += 2_999
    robot.send(.tick(robot.instant))
    #expect(robot.model.rows.last?.provider == "stripe")
    robot.clock += 1
    robot.send(.tick(robot.instant))
    #expect(robot.model.rows.prefix(4).contains { $0.provider == "stripe" })
    #expect(robot.selected == "sendgrid")
  }
}
