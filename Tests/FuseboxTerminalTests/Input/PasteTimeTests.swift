import FuseboxCore
import FuseboxView
import Testing

@testable import FuseboxTerminal

/// A paste ends with its mark, or half a second after its last byte, and by nothing else.
@Suite struct PasteTimeTests {
  private static let start = MonotonicTime(nanoseconds: 1_000_000_000)

  private static func time(_ milliseconds: Int64) -> MonotonicTime {
    start + .milliseconds(milliseconds)
  }

  /// A decoder that read `ls` of a paste at the start.
  private static func pasting() -> InputDecoder {
    var decoder = InputDecoder()
    _ = [.code(RawKey.pasteStart), .byte(0x6C), .byte(0x73)].flatMap { decoder.take($0) }
    _ = decoder.pause() + decoder.settle(at: start, heard: true)
    return decoder
  }

  @Test func `mail in the middle of a paste that pauses ends nothing`() {
    var decoder = Self.pasting()
    // A board comes each 100 ms; the link brings the next bytes only after 450 ms.
    for wake in 1...4 {
      let woken = decoder.settle(at: Self.time(Int64(wake) * 100), heard: false)
      #expect(woken.isEmpty)
    }
    let rest = decoder.take(.byte(0x54)) + decoder.take(.byte(0x79)) + decoder.pause()
    let heard = decoder.settle(at: Self.time(450), heard: true)
    #expect(rest.isEmpty && heard.isEmpty, "T and y of a paste trip nothing")
    let later = decoder.settle(at: Self.time(900), heard: false)
    let ended = decoder.take(.code(RawKey.pasteEnd))
    let closing = decoder.settle(at: Self.time(900), heard: true)
    #expect(later.isEmpty && ended.isEmpty && closing.isEmpty)
    let settled = decoder.settle(at: Self.time(950), heard: false)
    #expect(settled == [.paste("lsTy")])
    #expect(decoder.pasteDeadline == nil)
  }

  @Test func `a key that comes right behind a paste is none, and the one that comes alone is`() {
    var decoder = Self.pasting()
    let ended = decoder.take(.code(RawKey.pasteEnd)) + decoder.settle(at: Self.time(1), heard: true)
    #expect(ended.isEmpty && decoder.pasteDeadline == Self.time(51))
    let close = decoder.take(.byte(0x54)) + decoder.settle(at: Self.time(50), heard: true)
    // The wait begins again with each byte.
    let early = decoder.settle(at: Self.time(99), heard: false)
    #expect(close.isEmpty && early.isEmpty)
    let over = decoder.settle(at: Self.time(100), heard: false)
    let key = decoder.take(.byte(0x79))
    #expect(over == [.paste("lsT")] && key == [.key(.character("y"))])
  }

  @Test func `a paste whose end is lost is handed over once, when its time is over`() {
    var decoder = Self.pasting()
    #expect(decoder.pasteDeadline == Self.time(500))
    let early = decoder.settle(at: Self.time(499), heard: false)
    let ended = decoder.settle(at: Self.time(500), heard: false)
    let again = decoder.settle(at: Self.time(2000), heard: false)
    #expect(early.isEmpty && ended == [.paste("ls")] && again.isEmpty)
    let key = decoder.take(.byte(0x71))
    #expect(key == [.key(.character("q"))])
  }

  @Test func `without a paste there is nothing to wait for`() {
    var decoder = InputDecoder()
    _ = decoder.take(.byte(0x71))
    let settled = decoder.settle(at: Self.start, heard: true)
    #expect(settled.isEmpty && decoder.pasteDeadline == nil)
  }
}
