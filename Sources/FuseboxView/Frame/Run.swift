/// Changed cells that stand side by side in one row.
package struct Run: Sendable, Equatable {
  package let row: Int
  package let column: Int
  /// Never empty, and never half of a wide grapheme.
  package let cells: [Cell]
}

/// What must be painted to turn `old` into `new`. Without an old frame, or with one of another
/// size, the screen is taken to be blank.
package func diff(_ old: Frame?, _ new: Frame) -> [Run] {
  let old = old.flatMap { $0.size == new.size ? $0 : nil } ?? Frame(size: new.size)
  return (0..<new.size.rows).flatMap { row in
    changedColumns(old, new, row: row).map { columns in
      let start = row * new.size.columns
      let cells = new.cells[start + columns.lowerBound..<start + columns.upperBound]
      return Run(row: row, column: columns.lowerBound, cells: Array(cells))
    }
  }
}

/// Stretches of a row where the frames differ, each grown to whole wide graphemes of `new`.
private func changedColumns(_ old: Frame, _ new: Frame, row: Int) -> [Range<Int>] {
  var stretches: [Range<Int>] = []
  let width = new.size.columns
  let start = row * width
  var column = 0
  while column < width {
    guard old.cells[start + column] != new.cells[start + column] else {
      column += 1
      continue
    }
    let first = new.cells[start + column].width == 0 ? max(0, column - 1) : column
    while column < width,
      old.cells[start + column] != new.cells[start + column]
        || new.cells[start + column].width == 0
    {
      column += 1
    }
    stretches.append(first..<column)
  }
  return stretches
}

extension Frame {
  /// The frame after painting `runs`; what stands outside of it is dropped.
  package func applying(_ runs: [Run]) -> Frame {
    var frame = self
    for run in runs { frame.paint(run) }
    return frame
  }
}
