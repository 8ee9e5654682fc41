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

  // A gauge: parts of a cell from one eighth to full, the rest, and its ticks.
  package let gaugeParts: [Character]
  package let gaugeRest: Character
  package let tickAlert: Character
  package let tickExpected: Character

  /// A sparkline's eight heights, low to high.
  package let spark: [Character]
  /// No data, in a sparkline and on a chart's limit line.
  package let gap: Character

  // Lines and boxes.
  package let rule: Character
  package let side: Character
  package let topLeft: Character
  package let topRight: Character
  package let bottomLeft: Character
  package let bottomRight: Character

  // Punctuation and arrows.
  package let cursor: Character
  package let forecast: Character
  package let back: Character
  package let separator: Character
  package let more: Character
  package let none: Character
  package let arrowLeft: Character
  package let arrowRight: Character
  package let enter: Character

  package static let unicode = GlyphSet(
    critical: "✗", probing: "◌", held: "◉", warning: "!", unknown: "?", maintenance: "~", ok: "·",
    fuseClosed: "━━━", fuseOpen: "━ ━", fuseHalf: "━╌━",
    gaugeParts: ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"], gaugeRest: "·", tickAlert: "┃",
    tickExpected: "╎",
    spark: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], gap: "╌",
    rule: "─", side: "│", topLeft: "╭", topRight: "╮", bottomLeft: "╰", bottomRight: "╯",
    cursor: "▸", forecast: "›", back: "‹", separator: "·", more: "…", none: "—",
    arrowLeft: "←", arrowRight: "→", enter: "↵")

  package static let ascii = GlyphSet(
    critical: "x", probing: "o", held: "@", warning: "!", unknown: "?", maintenance: "~", ok: ".",
    fuseClosed: "===", fuseOpen: "= =", fuseHalf: "=-=",
    gaugeParts: [".", ".", "-", "-", "=", "=", "#", "#"], gaugeRest: ".", tickAlert: "|",
    tickExpected: ":",
    spark: ["_", ".", ",", "-", "=", "+", "*", "#"], gap: "-",
    rule: "-", side: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+",
    cursor: ">", forecast: ">", back: "<", separator: "-", more: "~", none: "-",
    arrowLeft: "<", arrowRight: ">", enter: "^")
}

extension GlyphSet {
  /// Every glyph of one column, in one order for both editions.
  fileprivate var all: [Character] {
    [
      critical, probing, held, warning, unknown, maintenance, ok, gaugeRest, tickAlert,
      tickExpected, gap, rule, side, topLeft, topRight, bottomLeft, bottomRight, cursor, forecast,
      back, separator, more, none, arrowLeft, arrowRight,
      enter,
    ] + gaugeParts + spark
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

  private static let asciiEdition = Dictionary(
    zip(GlyphSet.unicode.all + "━╸╺–×≥≤•‘’“”", GlyphSet.ascii.all + "=---x><*''\"\""),
    uniquingKeysWith: { first, _ in first })
}
