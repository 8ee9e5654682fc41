import CNcurses
import FuseboxView

extension Screen {
  /// Everything that has been typed; never waits longer than an escape sequence may take.
  func read() -> [TerminalInput] {
    var inputs: [TerminalInput] = []
    while true {
      let code = wgetch(keys)
      guard code != ERR else { return inputs + decoder.pause() }
      inputs += decoder.take(UInt8(exactly: code).map { .byte($0) } ?? .code(code))
    }
  }

  /// A paste has begun and its end has not come.
  var isPasting: Bool { decoder.isPasting }

  /// Nothing was typed while the loop waited.
  func settle() -> [TerminalInput] { decoder.endPaste() }
}
