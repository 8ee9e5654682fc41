import CNcurses

/// One answer of `wgetch`.
enum RawKey: Equatable {
  /// Of a character in UTF-8.
  case byte(UInt8)
  /// A key that ncurses recognised, or one of ours.
  case code(Int32)

  /// Codes of sequences that terminfo does not describe; ncurses itself uses fewer than 2000.
  static let pasteStart: Int32 = 2000
  static let pasteEnd: Int32 = 2001
  static let focusGained: Int32 = 2002
  static let focusLost: Int32 = 2003

  /// What every terminal in use may send, whatever its description says: in keypad mode most
  /// descriptions know `ESC O A` only, and terminals send `ESC [ A` too.
  static let sequences: KeyValuePairs<String, Int32> = [
    "\u{1B}[200~": pasteStart, "\u{1B}[201~": pasteEnd,
    "\u{1B}[I": focusGained, "\u{1B}[O": focusLost,
    "\u{1B}[A": KEY_UP, "\u{1B}[B": KEY_DOWN, "\u{1B}[C": KEY_RIGHT, "\u{1B}[D": KEY_LEFT,
    "\u{1B}OA": KEY_UP, "\u{1B}OB": KEY_DOWN, "\u{1B}OC": KEY_RIGHT, "\u{1B}OD": KEY_LEFT,
    "\u{1B}[H": KEY_HOME, "\u{1B}[F": KEY_END, "\u{1B}OH": KEY_HOME, "\u{1B}OF": KEY_END,
    "\u{1B}[1~": KEY_HOME, "\u{1B}[4~": KEY_END, "\u{1B}[3~": KEY_DC,
    "\u{1B}[5~": KEY_PPAGE, "\u{1B}[6~": KEY_NPAGE, "\u{1B}[Z": KEY_BTAB,
    "\u{1B}OP": KEY_F0 + 1, "\u{1B}OQ": KEY_F0 + 2, "\u{1B}OR": KEY_F0 + 3,
    "\u{1B}OS": KEY_F0 + 4,
  ]
}
