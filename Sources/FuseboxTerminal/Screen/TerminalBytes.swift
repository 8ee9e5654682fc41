import Glibc

/// Control sequences that ncurses does not send itself, and raw writing to the terminal. ncurses
/// keeps nothing back between frames, so what is written here lands in order.
enum TerminalBytes {
  /// Bracketed paste and focus reports.
  static let enter = "\u{1B}[?2004h\u{1B}[?1004h"
  static let leave = "\u{1B}[?2004l\u{1B}[?1004l"

  /// Everything that fusebox or ncurses switches on, switched off, for a crash: synchronised
  /// output, mouse, paste, focus, keypad, attributes, cursor, alternate screen.
  static let restore =
    "\u{1B}[?2026l\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l" + leave
    + "\u{1B}[?1l\u{1B}>\u{1B}[0m\u{1B}[?12l\u{1B}[?25h\u{1B}[?1049l\r"

  /// The terminal shows nothing between the two.
  static let holdFrame = "\u{1B}[?2026h"
  static let showFrame = "\u{1B}[?2026l"

  static let bell = "\u{7}"

  /// Writes to the terminal; gives up when it is gone.
  static func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while let start = rest.baseAddress, !rest.isEmpty {
        let written = Glibc.write(STDOUT_FILENO, start, rest.count)
        if written > 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
        } else if errno != EINTR {
          return
        }
      }
    }
  }
}
