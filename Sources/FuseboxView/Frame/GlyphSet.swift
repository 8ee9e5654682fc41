/// The characters that views draw with, each of one column, in two editions. Every state has a
/// shape of its own in both, so that nothing is told by colour alone. Views draw the Unicode
/// edition; `Frame.inASCII()` turns a whole frame into the other one.
package struct GlyphSet: Sendable, Equatable {
  // Marks at the start of a row.
  package let critical: Character
  package let probing: Character
  package let held: Character
  package let warning: Character
  package let unknown: Character
  package let maintenance: Character
  package let ok: Character

  // The fuse of a breaker, three columns.
  package let fuseClosed: String
  package let fuseOpen: String
  package let fuseHalf: String

  // A gauge: a cell filled from one eighth to the whole, an empty one, and where the alert is.
  package let gaugeParts: [Character]
  package let gaugeRest: Character
  package let tickAlert: Character

  /// A sparkline's eight heights, low to high.
  package let spark: [Character]
  /// No data.
  package let gap: Character

  // Lines and boxes.
  package let rule: Character
  package let side: Character
  package let topLeft: Character
  package let topRight: Character
  package let bottomLeft: Character
  package let bottomRight: Character

  /// In front of the row under the cursor.
  package let cursor: Character
  /// Over the limit by its forecast.
  package let forecast: Character

  package static let unicode = GlyphSet(
    critical: "✗", probing: "◌", held: "◉", warning: "!", unknown: "?", maintenance: "~", ok: "·",
    fuseClosed: "━━━", fuseOpen: "━ ━", fuseHalf: "━╌━",
    gaugeParts: ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"], gaugeRest: "·", tickAlert: "┃",
    spark: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], gap: "╌",
    rule: "─", side: "│", topLeft: "╭", topRight: "╮", bottomLeft: "╰", bottomRight: "╯",
    cursor: "▸", forecast: "›")

  package static let ascii = GlyphSet(
    critical: "x", probing: "o", held: "@", warning: "!", unknown: "?", maintenance: "~", ok: ".",
    fuseClosed: "===", fuseOpen: "= =", fuseHalf: "=-=",
    gaugeParts: [".", ".", "-", "-", "=", "=", "#", "#"], gaugeRest: ".", tickAlert: "|",
    spark: ["_", ".", ",", "-", "=", "+", "*", "#"], gap: "-",
    rule: "-", side: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+",
    cursor: ">", forecast: ">")

  /// Every glyph, in one order for both editions.
  fileprivate var all: [Character] {
    [
      critical, probing, held, warning, unknown, maintenance, ok, gaugeRest, tickAlert, gap, rule,
      side, topLeft, topRight, bottomLeft, bottomRight, cursor, forecast,
    ] + gaugeParts + spark + fuseClosed + fuseOpen + fuseHalf
  }
}

extension Frame {
  /// The frame for a terminal that shows only ASCII: our glyphs in their other edition, Latin
  /// letters without their marks, the rest as `?`. Cell for cell, so that no layout moves.
  package func inASCII() -> Frame {
    var frame = Frame(size: size)
    frame.cursor = cursor
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        let cell = self[row: row, column: column]
        let glyph = cell.width == 0 ? " " : Self.ascii(cell.text)
        frame.fill(row: row, column: column, width: 1, with: glyph, style: cell.style)
      }
    }
    return frame
  }

  private static func ascii(_ glyph: Character) -> Character {
    if glyph.isASCII { return glyph }
    if let known = asciiEdition[glyph] { return known }
    let base = String(glyph).unicodeScalars.first.map(Character.init)
    return base.flatMap { $0.isASCII ? $0 : nil } ?? Width.substitute
  }

  /// Our glyphs, and the punctuation of our sentences.
  private static let asciiEdition = Dictionary(
    zip(
      GlyphSet.unicode.all + "╸╺╎←→↵‹–—…×≥≤•‘’“”",
      GlyphSet.ascii.all + "==:<>^<--~x><*''\"\""),
    uniquingKeysWith: { first, _ in first })
}
