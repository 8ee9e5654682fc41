/// A key as a person presses it.
package enum Key: Sendable, Hashable {
  /// A printable character, space included.
  case character(Character)
  /// Ctrl and a small letter.
  case control(Character)
  case up, down, left, right
  case pageUp, pageDown, home, end
  case enter, escape, tab, backTab, backspace, delete
  /// F1 is 1.
  case function(Int)
}
