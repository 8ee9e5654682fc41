import CNcurses
import FuseboxCore
import FuseboxView

extension TerminalScreen {
  /// Everything that has been typed; never waits longer than an escape sequence may take.
  func read() -> [TerminalInput] {
    var inputs: [TerminalInput] = []
    while true {
      let code = wgetch(keys)
      guard code != ERR else { return inputs + decoder.pause() }
      inputs += decoder.take(UInt8(exactly: code).map { .byte($0) } ?? .code(code))
    }
  }

  /// When a paste whose end has not come is given up; nil without one.
  var pasteDeadline: MonotonicTime? { decoder.pasteDeadline }

  /// The loop has woken up; `heard` when it has just read. A paste may be over by its time.
  func settle(at now: MonotonicTime, heard: Bool) -> [TerminalInput] {
    decoder.settle(at: now, heard: heard)
  }
}
