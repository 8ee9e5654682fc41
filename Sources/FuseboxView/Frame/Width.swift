/// How many columns text takes. One answer for the whole program, whatever the C library or the
/// terminal believes: what they do not agree on is not drawn (`?`) instead.
package enum Width {
  /// What stands in for a grapheme that cannot be drawn.
  package static let substitute: Character = "?"

  /// Columns of a grapheme as a frame draws it: 1 or 2.
  package static func of(_ grapheme: Character) -> Int { drawable(grapheme).width }

  /// Columns of a text as a frame draws it.
  package static func of(_ text: String) -> Int {
    plain(text) ?? text.reduce(0) { $0 + of($1) }
  }

  /// Columns of a text whose every scalar is a grapheme of one column, which is nearly all that is
  /// drawn: no graphemes need to be found in it. Nil for any other text.
  static func plain(_ text: String) -> Int? {
    var columns = 0
    for scalar in text.unicodeScalars {
      guard isPlain(scalar) else { return nil }
      columns += 1
    }
    return columns
  }

  /// Printable ASCII, the dot between phrases, and the lines, blocks and shapes of our drawings.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20..<0x7F, 0xB7, 0x2500...0x25FC: true
    default: false
    }
  }

  /// The longest start of `text` that fits into `columns`, cut between graphemes.
  package static func clip(_ text: String, to columns: Int) -> String {
    // No grapheme takes more columns than it has bytes.
    guard text.utf8.count > columns else { return text }
    if plain(text) != nil { return String(text.unicodeScalars.prefix(max(0, columns))) }
    var used = 0
    return String(
      text.prefix { grapheme in
        used += of(grapheme)
        return used <= columns
      })
  }

  /// The text if it fits into `columns`, else its start with `…` behind it: what is cut says so.
  static func elide(_ text: String, to columns: Int) -> String {
    of(text) <= columns ? text : clip(clip(text, to: columns - 1) + "…", to: columns)
  }

  /// The grapheme if every terminal draws it the same way, else the substitute. Drawable are one
  /// spacing character and up to four non-spacing marks on it; not drawable are controls, format
  /// characters, fillers, joined or flagged emoji, variation selectors, marks on nothing, conjoining jamo.
  package static func drawable(_ grapheme: Character) -> (text: Character, width: Int) {
    var scalars = grapheme.unicodeScalars.makeIterator()
    guard let base = scalars.next(), let width = columns(of: base) else { return (substitute, 1) }
    var marks = 0
    while let mark = scalars.next() {
      marks += 1
      guard marks <= mostMarks, isMark(mark) else { return (substitute, 1) }
    }
    return (grapheme, width)
  }

  /// A terminal's cell (`cchar_t`) holds so many besides the base.
  private static let mostMarks = 4

  /// Nil for what does not stand in a column of its own.
  private static func columns(of scalar: Unicode.Scalar) -> Int? {
    if isPlain(scalar) { return 1 }
    guard !scalar.isASCII else { return nil }
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
