extension Frame {
  /// The characters of the frame, a line for each row, without spaces at line ends.
  package func textPlane() -> String {
    plane { cell in cell.width == 0 ? nil : cell.text }
  }

  /// The meaning of each cell: the role's letter, a capital where the cell is bold, underlined or
  /// reversed, and a space where there is nothing to see. Beside the text plane it makes a golden
  /// frame that catches a slip of colour without naming a colour.
  package func rolePlane() -> String {
    plane { cell in
      guard cell != .blank() else { return " " }
      let letter = cell.style.role.letter
      return cell.style.isEmphasised ? Character(letter.uppercased()) : letter
    }
  }

  private func plane(_ show: (Cell) -> Character?) -> String {
    (0..<size.rows).map { row in
      var line = (0..<size.columns).compactMap { show(self[row: row, column: $0]) }
      while line.last == " " { line.removeLast() }
      return String(line)
    }
    .joined(separator: "\n")
  }
}
