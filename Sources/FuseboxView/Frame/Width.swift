/// How many columns text takes. One answer for the whole program, whatever the C library or the
/// terminal believes: what they do not agree on is not drawn (`?`) instead.
package enum Width {
  /// What stands in for a grapheme that cannot be drawn.
  package static let substitute: Character = "?"

  /// Columns of a grapheme as a frame draws it: 1 or 2.
  package static func of(_ grapheme: Character) -> Int { drawable(grapheme).width }

  /// Columns of a text as a frame draws it.
  package static func of(_ text: String) -> Int {
    text.reduce(0) { $0 + of($1) }
  }

  /// The longest start of `text` that fits into `columns`, cut between graphemes.
  package static func clip(_ text: String, to columns: Int) -> String {
    var used = 0
    return String(
      text.prefix { grapheme in
        used += of(grapheme)
        return used <= columns
      })
  }

  /// The grapheme if every terminal draws it the same way, else the substitute. Drawable are one
  /// spacing character and up to four non-spacing marks on it; not drawable are controls, format
  /// characters, fillers, joined or flagged emoji, variation selectors, marks on nothing, conjoining jamo.
  package static func drawable(_ grapheme: Character) -> (text: Character, width: Int) {
    let scalars = grapheme.unicodeScalars
    guard let base = scalars.first, let width = columns(of: base),
      scalars.count <= mostScalars, scalars.dropFirst().allSatisfy(isMark)
    else { return (substitute, 1) }
    return (grapheme, width)
  }

  /// A terminal's cell (`cchar_t`) holds so many.
  private static let mostScalars = 5

  /// Nil for what does not stand in a column of its own.
  private static func columns(of scalar: Unicode.Scalar) -> Int? {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7F ? 1 : nil }
    guard !scalar.properties.isDefaultIgnorableCodePoint else { return nil }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .nonspacingMark, .enclosingMark, .spacingMark:
      return nil
    default:
      return WideRanges.contains(scalar) ? 2 : 1
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.properties.isVariationSelector else { return false }
    let category = scalar.properties.generalCategory
    return category == .nonspacingMark || category == .enclosingMark
  }
}
