/// Which columns the board has at a width, and where each one stands.
struct TableLayout: Equatable {
  /// From left to right; a narrow board leaves some out.
  enum Column: CaseIterable {
    case cursor, glyph, provider, who, why, since, fuse, breaker, fail, p95, minutes, gauge
    case percent, mark, amount, full, age

    /// Its label; empty for one that explains itself.
    var label: String {
      switch self {
      case .cursor, .glyph, .mark: ""
      case .provider: "PROVIDER"
      case .who: "WHO"
      case .why: "WHY"
      case .since: "SINCE"
      case .fuse: "FUS"
      case .breaker: "BREAKER"
      case .fail: "FAIL"
      case .p95: "P95"
      case .minutes: "10 MIN"
      case .gauge: "LIMIT"
      case .percent: "% "
      case .amount: "USED/LIMIT"
      case .full: "FULL"
      case .age: "AGE"
      }
    }

    var alignment: Frame.Alignment {
      switch self {
      case .fail, .p95, .percent, .age: .right
      default: .left
      }
    }
  }

  /// Where a column stands, in cells from 0.
  struct Field: Equatable {
    var column: Column
    var start: Int
    var width: Int
  }

  private(set) var fields: [Field] = []

  /// Cells from the breaker's word to the end of FAIL.
  static let breakerAndFail = 14

  /// - Parameters:
  ///   - width: cells of the whole table, at least 40.
  ///   - hasStaleRow: then the age is shown where it would otherwise be dropped.
  init(width: Int, hasStaleRow: Bool) {
    let widths = width < 60 ? Self.glance : Self.columns(width: width, hasStaleRow: hasStaleRow)
    // The reason is the one column that uses what is left.
    let fixed = widths.reduce(0) { $0 + $1.gap + $1.width }
    let why = min(60, max(0, width - fixed))
    var start = 0
    for (column, gap, cells) in widths {
      let cells = column == .why ? why : cells
      fields.append(Field(column: column, start: start + gap, width: cells))
      start += gap + cells
    }
  }

  private typealias Widths = [(column: Column, gap: Int, width: Int)]

  private static let glance: Widths = [
    (.cursor, 0, 1), (.glyph, 0, 1), (.provider, 1, 10), (.who, 1, 4), (.since, 1, 5),
    (.breaker, 1, 8), (.percent, 3, 4),
  ]

  private static func columns(width: Int, hasStaleRow: Bool) -> Widths {
    let isFull = width >= 80
    var columns: Widths = [
      (.cursor, 0, 1), (.glyph, 0, 1), (.provider, 1, 10), (.who, 1, 4), (.why, 1, 0),
      (.since, 1, 5),
    ]
    if isFull { columns.append((.fuse, 1, 3)) }
    columns += [(.breaker, 1, 8), (.fail, 1, 5)]
    if width >= 100 { columns += [(.p95, 1, 6), (.minutes, 1, 10)] }
    if isFull { columns.append((.gauge, 1, 6)) }
    columns += [(.percent, 0, 4), (.mark, 0, 1)]
    if width >= 120 { columns += [(.amount, 1, 13), (.full, 1, 6)] }
    if isFull || hasStaleRow { columns.append((.age, 0, 4)) }
    return columns
  }
}
