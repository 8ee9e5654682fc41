/// The extent of a terminal or a frame, in cells. Never negative.
package struct Size: Sendable, Equatable {
  package let columns: Int
  package let rows: Int

  /// Negative values become 0: a terminal that does not know its size says anything.
  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// A cell's place, counted from 0 at the top left.
package struct Position: Sendable, Equatable {
  package var row: Int
  package var column: Int

  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}
