import FuseboxCore
import Testing

@testable import FuseboxView

struct GoldenTests {
  private func frame(_ columns: Int, _ rows: Int, keys: [Key] = [], unicode: Bool = true) -> Frame {
    var model = MockBoard.model(columns, rows, unicode: unicode)
    for key in keys { _ = update(&model, .input(.key(key), at: MockBoard.instant())) }
    return view(model, size: model.size)
  }

  @Test func `the board at 80 by 24 is the drawing, cell for cell`() {
    Golden.expect(frame(80, 24), is: "overview-80x24")
  }

  @Test(arguments: [(40, 10), (65, 14), (30, 7), (120, 40), (200, 60)])
  func `the board at other sizes`(columns: Int, rows: Int) {
    Golden.expect(frame(columns, rows), is: "overview-\(columns)x\(rows)")
  }

  @Test func `the board in ASCII`() {
    let frame = frame(80, 24, unicode: false)
    let isASCII = frame.textPlane().allSatisfy { $0.isASCII }
    #expect(isASCII)
    Golden.expect(frame, is: "overview-80x24-ascii")
  }

  @Test func `the detail of a provider`() {
    Golden.expect(frame(80, 24, keys: [.enter]), is: "detail-80x24")
  }

  @Test func `the detail of the Redis with its limiters`() {
    let keys = [Key.end, .up, .up, .up, .up, .up, .enter]
    Golden.expect(frame(80, 24, keys: keys), is: "detail-redis-80x24")
  }

  @Test func `the trip sheet`() {
    Golden.expect(frame(80, 24, keys: [.character("T")]), is: "trip-80x24")
  }

  @Test func `the reset sheet on a small screen`() {
    Golden.expect(frame(50, 9, keys: [.character("R")]), is: "reset-50x9")
  }

  @Test(arguments: [(80, 70), (120, 40)])
  func `the help`(columns: Int, rows: Int) {
    let frame = frame(columns, rows, keys: [.character("?")])
    Golden.expect(frame, is: "help-\(columns)x\(rows)")
  }

  @Test func `a change is asked in a box that nothing of the board touches`() {
    let frame = frame(120, 40, keys: [.character("T")])
    Golden.expect(frame, is: "trip-120x40")
  }
}
