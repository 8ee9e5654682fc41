import FuseboxCore
import Testing

@testable import FuseboxView

@Suite struct FrameTests {
  /// Narrow, wide, marked, joined, hostile and empty.
  static let words = [
    "fusebox", "", "你好", "🔴 down", "e\u{301}te\u{301}", "👨‍👩‍👧", "a\u{1B}[2Jb", "━╌━", "\u{202E}x",
    "line\nbreak", "한글", "⚠️", "\u{301}",
  ]

  @Test(arguments: [(1, 1), (2, 1), (1, 5), (7, 3), (12, 4), (80, 24), (300, 100), (0, 0)])
  func `random writing anywhere never breaks a frame`(columns: Int, rows: Int) throws {
    var random = SeededGenerator(seed: UInt64(columns * 1_000 + rows))
    var frame = Frame(size: Size(columns: columns, rows: rows))
    for _ in 0..<8 {
      let before = frame
      for _ in 0..<25 { Self.scribble(on: &frame, &random) }
      #expect(Self.isWhole(frame))
      #expect(before.applying(diff(before, frame)) == frame)
    }
    #expect(Frame(size: frame.size).applying(diff(nil, frame)) == frame)
  }

  static func scribble(on frame: inout Frame, _ random: inout SeededGenerator) {
    let row = Int.random(in: -2...frame.size.rows + 1, using: &random)
    let column = Int.random(in: -5...frame.size.columns + 2, using: &random)
    let width = Int.random(in: -1...12, using: &random)
    let style = Style(Role.allCases.randomElement(using: &random) ?? .text)
    let word = words.randomElement(using: &random) ?? ""
    switch Int.random(in: 0..<4, using: &random) {
    case 0: frame.put(word, row: row, column: column, style: style)
    case 1:
      frame.put(
        word, row: row, column: column, style: style, width: width,
        alignment: Bool.random(using: &random) ? .left : .right)
    case 2: frame.fill(row: row, column: column, width: width, with: "你", style: style)
    default: frame.restyle(row: row, column: column, width: width) { $0.reverse.toggle() }
    }
  }

  /// Every left half has its right half beside it, and the other way round.
  static func isWhole(_ frame: Frame) -> Bool {
    guard frame.cells.count == frame.size.columns * frame.size.rows else { return false }
    return (0..<frame.size.rows).allSatisfy { row in
      let widths = (0..<frame.size.columns).map { frame[row: row, column: $0].width } + [1]
      return widths.first != 0
        && zip(widths, widths.dropFirst()).allSatisfy { ($0 == 2) == ($1 == 0) }
    }
  }

  @Test func `the check of the frames above sees a broken one`() {
    var frame = Frame(size: Size(columns: 3, rows: 1))
    frame.put("你", row: 0, column: 0)
    frame.paint(Run(row: 0, column: 1, cells: [.blank()]))
    #expect(!Self.isWhole(frame))
  }

  @Test(
    arguments: [
      ("fusebox", 0, "fusebox"), ("fusebox", 5, "     fuseb"), ("fusebox", -4, "box"),
      ("你好吗", 7, "       你"), ("你好吗", -1, " 好吗"), ("a\u{1B}b", 0, "a?b"),
      ("👨‍👩‍👧!", 0, "?!"),
    ])
  func `text is clipped at both edges, between graphemes`(
    text: String, column: Int, line: String
  ) {
    var frame = Frame(size: Size(columns: 10, rows: 1))
    frame.put(text, row: 0, column: column)
    #expect(frame.textPlane() == line)
  }

  @Test(
    arguments: [
      ("84%", Frame.Alignment.right, "|  84%|"), ("84%", .left, "|84%  |"),
      ("twilio", .left, "|twili|"), ("twilio", .right, "|twili|"), ("你好吗", .right, "|你好 |"),
    ])
  func `a field is filled exactly`(text: String, alignment: Frame.Alignment, line: String) {
    var frame = Frame(size: Size(columns: 7, rows: 1))
    frame.put("|xxxxx|", row: 0, column: 0)
    frame.put(text, row: 0, column: 1, width: 5, alignment: alignment)
    #expect(frame.textPlane() == line)
  }

  @Test func `half of a wide grapheme that is written over leaves a blank`() {
    var frame = Frame(size: Size(columns: 6, rows: 1))
    frame.put("你好吗", row: 0, column: 0)
    frame.put("x", row: 0, column: 1)
    frame.put("y", row: 0, column: 4)
    #expect(frame.textPlane() == " x好y")
  }

  @Test func `the extremes of numbers are legal places`() {
    var frame = Frame(size: Size(columns: 3, rows: 2))
    let blank = frame
    for (row, column) in [(Int.max, Int.max), (.min, .min), (0, .max), (.max, 0), (.min, 0)] {
      frame.put("x", row: row, column: column, width: .max, alignment: .right)
      frame.fill(row: row, column: column, width: .max, with: "x")
      frame.restyle(row: row, column: column) { $0.bold = true }
    }
    #expect(frame == blank)
    frame.fill(row: 1, column: .min, width: .max, with: "x")
    frame.fill(row: 0, column: 1, with: "y")
    #expect(frame.textPlane() == " yy\n")
    #expect(frame[row: 7, column: -1] == .blank())
  }

  @Test func `the planes show characters, and letters of roles with a capital for emphasis`() {
    var frame = Frame(size: Size(columns: 8, rows: 2))
    frame.put("✗ 你", row: 0, column: 0, style: Style(.critical))
    frame.put("x", row: 0, column: 6)
    frame.restyle(row: 1, width: 3) { $0.reverse = true }
    #expect(frame.textPlane() == "✗ 你  x\n")
    #expect(frame.rolePlane() == "xxxx  t\nTTT")
  }

  @Test func `every role has a letter of its own`() {
    #expect(Set(Role.allCases.map(\.letter)).count == Role.allCases.count)
    for role in Role.allCases {
      #expect(role.letter.isLowercase)
    }
  }
}
