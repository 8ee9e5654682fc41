import Testing

@testable import FuseboxCore

@Suite struct TerminalSafeTests {
  @Test(
    arguments: [
      ("CSI", "a\u{1B}[2Jb", "ab"), ("8-bit CSI", "a\u{9B}2Jb", "ab"),
      ("CSI with all kinds of bytes", "a\u{1B}[?25;1 qb", "ab"),
      ("CSI without an end", "a\u{1B}[31;", "a"), ("CSI cut off by a letter", "a\u{1B}[3é", "aé"),
      ("CSI with something unseen in it", "a\u{1B}\u{200B}[\u{0}0m\u{AD}b", "ab"),
      ("a line end within CSI", "a\u{1B}[3\n1mb", "a b"),
      ("OSC 0, a title", "\u{1B}]0;owned\u{7}x", "x"),
      ("OSC 8, a link", "\u{1B}]8;;http://evil\u{1B}\\x", "x"),
      ("OSC 52, the clipboard", "\u{1B}]52;c;cm0gLXJm\u{7}", ""),
      ("8-bit OSC and ST", "a\u{9D}0;x\u{9C}b", "ab"), ("OSC without an end", "a\u{1B}]0;x", "a"),
      ("OSC given up", "a\u{1B}]0;x\u{18}b", "ab"),
      ("DCS", "\u{1B}P+q544e\u{1B}\\", ""), ("DCS with a BEL", "a\u{1B}Px\u{7}y\u{1B}\\b", "ab"),
      ("C1 DCS and ST", "a\u{90}x\u{9C}b", "ab"), ("APC, PM, SOS", "a\u{9F}x\u{9E}y\u{98}z", "a"),
      ("a sequence within a sequence", "a\u{1B}[3\u{1B}]0;x\u{1B}[1mb", "ab"),
      ("two bytes", "a\u{1B}cb", "ab"), ("three bytes", "a\u{1B}(Bb", "ab"),
      ("ESC at the end", "a\u{1B}", "a"),
      ("carriage return", "all fine\rDOWN", "all fine DOWN"),
      ("lines", "a\nb\u{85}c\u{2028}d\te", "a b c d e"),
      ("bidirectional", "\u{202E}txt.exe\u{202C}\u{2066}x\u{2069}\u{200F}", "txt.exex"),
      ("zero width", "pay\u{200B}p\u{200D}al\u{FEFF}\u{2060}\u{AD}", "paypal"),
      ("fillers", "a\u{3164}\u{115F}b", "ab"),
      ("tags", "a\u{E0041}\u{E0042}", "a"),
      ("variation selectors", "⚠\u{FE0F} slow", "⚠ slow"),
      ("a mark on nothing", "\u{301}a", "a"),
      ("a mark on a space", "a \u{301}b", "a b"),
      (
        "a pile of marks", "a" + String(repeating: "\u{301}", count: 9),
        "a\u{301}\u{301}\u{301}\u{301}"
      ),
      ("delete and null", "a\u{7F}\u{0}b", "ab"),
      ("private use", "\u{E0B0}x", "x"),
      ("an ordinary text", "Größe 你好 – ok", "Größe 你好 – ok"),
      ("a formula", "=1+1", "=1+1"),
    ])
  func `hostile text does nothing`(what: String, raw: String, safe: String) {
    #expect(TerminalSafe(raw).text == safe, "\(what)")
  }

  @Test func `no code point that controls a terminal survives`() {
    let introducers: Set<UInt32> = [0x1B, 0x90, 0x98, 0x9B, 0x9D, 0x9E, 0x9F]
    for value in Array(0...0x2FFFF) + Array(0xE0000...0xE0FFF) as [UInt32] {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let properties = scalar.properties
      guard [.control, .format, .privateUse].contains(properties.generalCategory) else { continue }
      let kept = TerminalSafe("a\(Character(scalar))b").text
      // "a" alone: ESC b is a sequence, and one without an end hides what follows.
      guard kept != "ab", kept != "a" || !introducers.contains(value),
        kept != "a b" || !properties.isWhitespace
      else { continue }
      Issue.record("U+\(String(value, radix: 16)) survived")
    }
  }

  @Test(arguments: [(0, ""), (1, "…"), (4, "fus…"), (7, "fusebox"), (-5, ""), (.max, "fusebox")])
  func `a long text is cut with a mark`(cap: Int, text: String) {
    #expect(TerminalSafe("fusebox", cap: cap).text == text)
  }

  @Test func `making safe twice is making safe once`() {
    let raw = "a\u{1B}[1m \u{301}e\u{301}\u{202E} 你\r\n"
    let once = TerminalSafe(raw).text
    #expect(TerminalSafe(once).text == once)
  }

  @Test(
    arguments: [
      ("<p>All <b>systems</b> &amp; APIs</p>", "All systems & APIs"),
      ("a&#27;[2Jb", "ab"), ("a&#x1b;]0;x&#7;", "a"), ("&#155;2J", ""),
      ("&#x202e;abc", "abc"), ("&lt;script&gt;", "<script>"), ("&amp;#27;x", "&#27;x"),
      ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"), ("a<br/>b<!-- x -->c", "a b c"),
      ("&unknown; &amp", "&unknown; &amp"), ("&#1114112;&#xD800;", "&#1114112;&#xD800;"),
      ("cut <a href=", "cut"), ("x\n\n  y", "x y"),
      ("&#99999999999999999999;", "&#99999999999999999999;"),
      ("", ""), ("&", "&"), ("<", "<"),
    ])
  func `markup becomes words`(html: String, text: String) {
    #expect(TerminalSafe.text(html: html) == text)
  }

  @Test func `markup is cut at the cap`() {
    #expect(TerminalSafe.text(html: "<p>one two three</p>", cap: 8) == "one two…")
  }
}
