/// One cell of a frame.
package struct Cell: Sendable, Equatable {
  /// A grapheme that `Width` calls drawable; a space when blank or the right half of a wide one.
  package let text: Character
  /// 1, 2 for the left half of a wide grapheme, 0 for its right half.
  package let width: Int
  package var style: Style

  init(text: Character, width: Int, style: Style) {
    self.text = text
    self.width = width
    self.style = style
  }

  /// An empty cell.
  package static func blank(_ style: Style = .text) -> Cell {
    Cell(text: " ", width: 1, style: style)
  }

  /// What stands in the second column of a wide grapheme.
  static func rightHalf(_ style: Style) -> Cell { Cell(text: " ", width: 0, style: style) }
}
