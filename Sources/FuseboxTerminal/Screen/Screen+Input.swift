import CNcurses
import FuseboxView

extension Screen {
  /// Everything that has been typed; never waits longer than an escape sequence may take.
  func read() -> [TerminalInput] {
    var inputs: [TerminalInput] = []
    var value: wint_t = 0
    while true {
      switch wget_wch(keys, &value) {
      case OK: inputs += decoder.take(.character(value))
      case KEY_CODE_YES: inputs += decoder.take(.code(Int32(bitPattern: value)))
      default: return inputs + decoder.pause()
      }
    }
  }

  /// A paste has begun and its end has not come.
  var isPasting: Bool { decoder.isPasting }

  /// Nothing was typed while the loop waited.
  func settle() -> [TerminalInput] { decoder.endPaste() }
}
