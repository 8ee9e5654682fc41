/// What comes from the terminal.
package enum TerminalInput: Sendable, Equatable {
  case key(Key)
  /// Bracketed paste, raw: text to be typed into a field, never keys, never a command.
  case paste(String)
  case resized(Size)
  /// The terminal's window gained (true) or lost (false) the focus.
  case focus(Bool)
  /// Back from ctrl-z or a stop; the screen is repainted from scratch.
  case resumed
}
