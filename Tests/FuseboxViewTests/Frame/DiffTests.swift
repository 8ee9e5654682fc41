import Testing

@testable import FuseboxView

@Suite struct DiffTests {
  static func frame(_ text: String, _ style: Style = .text, columns: Int = 8) -> Frame {
    var frame = Frame(size: Size(columns: columns, rows: 1))
    frame.put(text, row: 0, column: 0, style: style)
    return frame
  }

  @Test func `equal frames differ in nothing`() {
    #expect(diff(Self.frame("a 你"), Self.frame("a 你")).isEmpty)
  }

  @Test(
    arguments: [
      // What was there, what is there, and the stretches that are painted.
      ("abcdefgh", "abXdefYh", [2..<3, 6..<7]),
      ("abcdefgh", "XYcdefgh", [0..<2]),
      ("你好", "你们", [2..<4]),
      ("你好", "x 好", [0..<2]),
      ("xyz", "x你", [1..<3]),
      ("x你", "xyz", [1..<3]),
    ])
  func `only what changed is painted, wide graphemes whole`(
    old: String, new: String, stretches: [Range<Int>]
  ) {
    let runs = diff(Self.frame(old), Self.frame(new))
    #expect(runs.map { $0.column..<$0.column + $0.cells.count } == stretches)
    #expect(Self.frame(old).applying(runs) == Self.frame(new))
  }

  @Test func `a change of style alone is painted`() {
    #expect(diff(Self.frame("ok"), Self.frame("ok", Style(.ok))).first?.cells.count == 2)
  }

  @Test func `without an old frame, or with one of another size, the screen counts as blank`() {
    let new = Self.frame("ok")
    #expect(diff(nil, new).map(\.cells.count) == [2])
    #expect(diff(Self.frame("something", columns: 20), new) == diff(nil, new))
  }
}
