import FuseboxCore
import FuseboxView
import Testing

@testable import FuseboxTerminal

@Suite struct InputDecoderTests {
  /// What comes out when these arrive together and nothing follows.
  static func decode(_ raws: [RawKey]) -> [TerminalInput] {
    var decoder = InputDecoder()
    return raws.flatMap { decoder.take($0) } + decoder.pause() + silence(decoder: &decoder)
  }

  /// Nothing more comes for as long as the end of a paste is waited for.
  static func silence(decoder: inout InputDecoder) -> [TerminalInput] {
    decoder.settle(at: .zero, heard: true)
      + decoder.settle(at: .zero + InputDecoder.closingPatience, heard: false)
  }

  static func raws(_ text: String) -> [RawKey] {
    text.utf8.map { .byte($0) }
  }

  @Test(
    arguments: [
      ("q", [.character("q")]), ("é", [.character("é")]), ("T", [.character("T")]),
      ("\r", [.enter]), ("\n", [.enter]), ("\t", [.tab]), ("\u{7F}", [.backspace]),
      ("\u{8}", [.backspace]), ("\u{3}", [.control("c")]), ("\u{1A}", [.control("z")]),
      ("\u{1B}", [.escape]), ("\u{1B}\u{1B}", [.escape, .escape]),
      ("\u{1B}q", [.escape, .character("q")]), ("\u{0}\u{1C}\u{9B}", []),
    ] as [(String, [Key])])
  func `a typed character is its key`(text: String, keys: [Key]) {
    #expect(Self.decode(Self.raws(text)) == keys.map { .key($0) })
  }

  @Test(
    arguments: [
      "\u{1B}[1;5P", "\u{1B}[?62;22c", "\u{1B}[24;80R", "\u{1B}[<0;10;10M", "\u{1B}OX",
      "\u{1B}[15;2~",
    ])
  func `an unknown sequence is no key at all, and the next key is`(sequence: String) {
    #expect(Self.decode(Self.raws(sequence + "j")) == [.key(.character("j"))])
  }

  @Test func `a sequence that is cut off does not swallow the next key`() {
    var decoder = InputDecoder()
    let cut = Self.raws("\u{1B}[1;").flatMap { decoder.take($0) } + decoder.pause()
    #expect(cut.isEmpty)
    let next = decoder.take(.byte(0x54))
    #expect(next == [.key(.character("T"))])
  }

  @Test func `every sequence that is defined means something`() {
    for (sequence, code) in RawKey.sequences {
      let isPaste = code == RawKey.pasteStart || code == RawKey.pasteEnd
      #expect((InputDecoder.input(code) != nil) != isPaste, "\(sequence.dropFirst())")
    }
    #expect(Set(RawKey.sequences.map(\.key)).count == RawKey.sequences.count)
  }

  @Test func `a paste is text, whatever it holds`() {
    let text = "yes\rT y\u{1B}[2Jq\u{3}é"
    let input = [.code(RawKey.pasteStart)] + Self.raws(text) + [.code(RawKey.pasteEnd)]
    #expect(Self.decode(input) == [.paste("yes\nT y\u{1B}[2Jq\u{3}é")])
  }

  @Test func `a paste may come in parts, and keys work again after it`() {
    var decoder = InputDecoder()
    var inputs: [TerminalInput] = []
    inputs += decoder.take(.code(RawKey.pasteStart))
    inputs += decoder.take(.byte(0x61)) + decoder.pause()
    #expect(decoder.isPasting)
    inputs += decoder.take(.byte(0x62)) + decoder.take(.code(RawKey.pasteEnd))
    inputs += Self.silence(decoder: &decoder)
    inputs += decoder.take(.byte(0x71))
    #expect(inputs == [.paste("ab"), .key(.character("q"))])
  }

  @Test func `an endless paste is kept only in part`() throws {
    var decoder = InputDecoder()
    _ = decoder.take(.code(RawKey.pasteStart))
    for _ in 0..<InputDecoder.longestPaste * 2 { _ = decoder.take(.byte(0x61)) }
    _ = decoder.take(.code(RawKey.pasteEnd))
    guard case .paste(let text)? = Self.silence(decoder: &decoder).first else {
      Issue.record("no paste came")
      return
    }
    #expect(text.utf8.count == InputDecoder.longestPaste)
  }

  @Test(arguments: [
    ("y", "xy"), ("\u{1B}[201~y", "xy"), ("\u{1B}[200~z\u{1B}[201~Ty", "xzTy"),
    ("\r\u{1B}[Ay\u{1B}[201~q", "x\nyq"),
  ])
  func `what stands behind the end mark of a paste is of the paste`(text: String, whole: String) {
    #expect(Self.decode(Self.recognised("\u{1B}[200~x\u{1B}[201~" + text)) == [.paste(whole)])
  }

  /// As ncurses reads it: the sequences it was told are one code each.
  static func recognised(_ text: String) -> [RawKey] {
    var rest = text[...]
    var raws: [RawKey] = []
    while !rest.isEmpty {
      if let (sequence, code) = RawKey.sequences.first(where: { rest.hasPrefix($0.key) }) {
        raws.append(.code(code))
        rest = rest.dropFirst(sequence.count)
      } else {
        raws += Self.raws(String(rest.removeFirst()))
      }
    }
    return raws
  }

  @Test func `the terminal's own news is heard while a paste may be over`() {
    let raws: [RawKey] = [
      .code(RawKey.pasteStart), .code(RawKey.focusLost), .code(RawKey.pasteEnd),
      .code(RawKey.focusGained),
    ]
    #expect(Self.decode(raws) == [.focus(true)])
  }

  @Test func `an end without a start is nothing`() {
    #expect(Self.decode([.code(RawKey.pasteEnd)]).isEmpty)
  }

  @Test func `an escape that waits comes before a recognised key`() {
    let up = RawKey.sequences.first { $0.key == "\u{1B}[A" }.map { RawKey.code($0.value) }
    let inputs = Self.decode([.byte(0x1B)] + (up.map { [$0] } ?? []))
    #expect(inputs == [.key(.escape), .key(.up)])
  }

  @Test func `a character may come byte by byte, and broken ones are left out`() {
    var decoder = InputDecoder()
    let inputs = [0xF0, 0x9F, 0x94, 0xB4, 0xC3, 0x41, 0x80, 0x80, 0xFF, 0xC3, 0xA9].flatMap {
      decoder.take(.byte($0)) + decoder.pause()
    }
    #expect(inputs == [.key(.character("🔴")), .key(.character("A")), .key(.character("é"))])
  }
}
