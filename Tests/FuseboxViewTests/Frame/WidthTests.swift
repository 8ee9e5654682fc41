import Testing

@testable import FuseboxView

@Suite struct WidthTests {
  @Test(
    arguments: [
      ("a", 1), (" ", 1), ("é", 1), ("e\u{301}", 1), ("·", 1), ("─", 1), ("█", 1), ("⣿", 1),
      ("✗", 1), ("◌", 1), ("▸", 1), ("…", 1), ("你", 2), ("한", 2), ("Ａ", 2), ("🔴", 2),
      ("\u{20000}", 2),
    ] as [(Character, Int)])
  func `a drawable grapheme keeps its shape and has its columns`(
    grapheme: Character, columns: Int
  ) {
    #expect(Width.drawable(grapheme) == (grapheme, columns))
  }

  @Test(
    arguments: [
      "\u{0}", "\u{1B}", "\u{7F}", "\u{9B}", "\r\n", "\t", "\u{200B}", "\u{202E}", "\u{2066}",
      "\u{FEFF}", "\u{AD}", "\u{301}", "⚠️", "👨‍👩‍👧", "🇩🇪", "👍🏽", "\u{E000}", "\u{378}",
      "\u{3164}", "\u{1100}\u{1161}", "a\u{301}\u{301}\u{301}\u{301}\u{301}", "\u{E0041}",
      "\u{2028}",
    ] as [Character])
  func `what terminals do not agree on is not drawn`(grapheme: Character) {
    #expect(Width.drawable(grapheme) == ("?", 1))
  }

  @Test(
    arguments: [
      ("fusebox", 4, "fuse"), ("fusebox", 7, "fusebox"), ("fusebox", 0, ""), ("fusebox", -3, ""),
      ("你好", 3, "你"), ("a你", 2, "a"), ("", 5, ""),
    ])
  func `clipping cuts between graphemes`(text: String, columns: Int, expected: String) {
    #expect(Width.clip(text, to: columns) == expected)
  }

  @Test(
    arguments: [
      ("fusebox", 7, "fusebox"), ("fusebox", 6, "fuseb…"), ("fusebox", 1, "…"), ("fusebox", 0, ""),
      ("你好", 3, "你…"), ("你好", 2, "…"), ("", 0, ""),
    ])
  func `what is cut says so`(text: String, columns: Int, expected: String) {
    #expect(Width.elide(text, to: columns) == expected)
  }

  @Test(arguments: ["fusebox", "a\tb", "\r\n", "caf\u{E9}", "你", "\u{1B}[0m", "─│█▏┃╌"])
  func `a text is as wide as its graphemes`(text: String) {
    #expect(Width.of(text) == text.reduce(0) { $0 + Width.of($1) })
  }

  @Test func `every shape of the drawings takes one column`() {
    for value in UInt32(0x2500)...0x25FC {
      let scalar = Unicode.Scalar(value)
      let isWide = scalar.map(WideRanges.contains) ?? true
      #expect(!isWide)
    }
  }

  @Test func `the table of wide ranges is ascending and without overlap`() {
    for (left, right) in zip(WideRanges.all, WideRanges.all.dropFirst()) {
      #expect(left.upperBound < right.lowerBound)
    }
  }

  @Test func `no glyph of ours is wide, and the other edition is ASCII`() {
    for edition in [GlyphSet.unicode, .ascii] {
      let fuses = [edition.fuseClosed, edition.fuseOpen, edition.fuseHalf]
      #expect(fuses.allSatisfy { Width.of($0) == 3 } && Set(fuses).count == 3)
      #expect((edition.spark + edition.gaugeParts).allSatisfy { Width.of($0) == 1 })
      #expect(edition.spark.count == 8 && edition.gaugeParts.count == 8)
      let marks = [
        edition.critical, edition.probing, edition.held, edition.warning, edition.unknown,
        edition.maintenance, edition.ok,
      ]
      #expect(Set(marks).count == marks.count && marks.allSatisfy { Width.of($0) == 1 })
    }
  }

  @Test func `a frame in ASCII keeps its layout and its roles`() {
    var frame = Frame(size: Size(columns: 30, rows: 1))
    frame.put("▸✗ twilio ━╌━ ██▏· café 你 → ≥", row: 0, column: 0, style: Style(.critical))
    let plain = frame.inASCII()
    #expect(plain.textPlane() == ">x twilio =-= ##.. caf? ?  > >")
    #expect(plain.rolePlane() == frame.rolePlane())
  }
}
