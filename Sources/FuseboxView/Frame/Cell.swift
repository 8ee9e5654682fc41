/// One cell of a frame.
package struct Cell: Sendable, Equatable {
  /// A grapheme that `Width` calls drawable; a space when blank or the right half of a wide one.
  package let glyph: Glyph
  private let columns: UInt8
  package var style: Style

  init(_ glyph: Glyph, width: Int, style: Style) {
    self.glyph = glyph
    columns = UInt8(width)
    self.style = style
  }

  /// 1, 2 for the left half of a wide grapheme, 0 for its right half.
  package var width: Int { Int(columns) }

  /// Its grapheme as text.
  package var text: Character { glyph.character }

  /// An empty cell.
  package static func blank(_ style: Style = .text) -> Cell {
    Cell(.space, width: 1, style: style)
  }

  /// What stands in the second column of a wide grapheme.
  static func rightHalf(_ style: Style) -> Cell { Cell(.space, width: 0, style: style) }
}
