import Testing

@testable import FuseboxTerminal

@Suite struct TerminalBytesTests {
  /// The private modes that a text sets (`h`) or resets (`l`).
  static func modes(_ text: String, _ final: Character) -> Set<String> {
    let parts = text.split(separator: "\u{1B}[?").map { ($0.prefix(while: \.isNumber), $0) }
    return Set(parts.filter { $1.dropFirst($0.count).first == final }.map { String($0.0) })
  }

  @Test func `a crash switches off everything that was switched on`() {
    let on = Self.modes(TerminalBytes.enter + TerminalBytes.holdFrame, "h")
    #expect(on.count == 3)
    // ncurses itself sets the alternate screen and the application cursor keys.
    #expect(on.union(["1049", "1"]).isSubset(of: Self.modes(TerminalBytes.restore, "l")))
    #expect(Self.modes(TerminalBytes.restore, "h") == ["25"])
  }

  @Test func `leaving switches off what entering switched on`() {
    #expect(Self.modes(TerminalBytes.enter, "h") == Self.modes(TerminalBytes.leave, "l"))
    #expect(Self.modes(TerminalBytes.holdFrame, "h") == Self.modes(TerminalBytes.showFrame, "l"))
  }

  @Test(
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("é", "w6k="),
    ])
  func `base64 is that of RFC 4648`(text: String, encoded: String) {
    #expect(base64(text) == encoded)
  }
}
