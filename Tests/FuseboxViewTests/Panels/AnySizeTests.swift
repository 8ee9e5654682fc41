import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxView

struct AnySizeTests {
  private static let screens: [[Key]] = [
    [], [.enter], [.character("?")], [.character("T")], [.character("R")], [.character("e")],
    [.character("/"), .character("z")], [.end], [.enter, .end], [.character("T"), .character("i")],
  ]

  @Test(arguments: screens)
  func `every size from 1 by 1 to 300 by 100 is drawn`(keys: [Key]) {
    var random = SplitMix(seed: UInt64(keys.count + 1))
    let edges = [(1, 1), (1, 100), (300, 1), (300, 100), (2, 2), (39, 8), (59, 15), (159, 16)]
    for _ in 0..<5 {
      var model = MockBoard.model(WildBoard.board(&random), 80, 24)
      for key in keys { _ = update(&model, .input(.key(key), at: MockBoard.instant())) }
      let others = (0..<6).map { _ in
        (Int.random(in: 1...300, using: &random), Int.random(in: 1...100, using: &random))
      }
      for (columns, rows) in edges + others {
        let size = Size(columns: columns, rows: rows)
        let frame = view(model, size: size)
        #expect(frame.size == size)
        let isBlank = frame == Frame(size: size)
        #expect(!isBlank, "\(columns)×\(rows)")
      }
    }
  }

  @Test func `a screen of no cells is a frame of none`() {
    let model = MockBoard.model(0, 0)
    #expect(view(model, size: model.size) == Frame(size: model.size))
  }

  @Test func `an empty board waits for its agent at every size`() {
    for (columns, rows) in [(1, 1), (20, 3), (80, 24), (300, 100)] {
      let model = MockBoard.model(Board(), columns, rows)
      let text = view(model, size: model.size).textPlane()
      #expect(!text.contains("fine"))
      #expect(columns < 80 || text.contains("waiting for the agent"))
    }
  }

  @Test(arguments: [1, 8, 20, 39, 40, 59, 60, 79, 80, 120])
  func `no two severities look alike without colour`(columns: Int) {
    let marks = Severity.allCases.map { severity in
      FoldLine.line([.judged("x", severity)]).text
    }
    #expect(Set(marks.map { Width.clip($0, to: columns + 1) }).count == Severity.allCases.count)
    let words = Severity.allCases.compactMap { severity -> String? in
      var row = Assessment.judged("twilio", severity)
      row.since = MockBoard.now
      guard let words = RowWords(row, on: MockBoard.board, at: MockBoard.now) else { return nil }
      let layout = TableLayout(width: columns, hasStaleRow: false)
      let line =
        columns < 40
        ? ProblemLine.line(words, isSelected: false)
        : Table(layout: layout).row(words, isSelected: false)
      return Width.clip(line.text, to: max(2, columns))
    }
    #expect(Set(words).count == Severity.allCases.count)
  }

  @Test func `no table row is wider than its screen`() {
    let model = MockBoard.model(80, 24)
    let rows = model.rows.prefix(4).compactMap {
      RowWords($0, on: model.board, at: MockBoard.now)
    }
    for columns in 40...300 {
      let table = Table(layout: TableLayout(width: columns, hasStaleRow: true))
      let lines = [table.labels] + rows.map { table.row($0, isSelected: true) }
      let widest = lines.map(\.width).max() ?? 0
      #expect(widest <= columns)
    }
  }
}
