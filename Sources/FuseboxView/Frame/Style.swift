/// How a cell is to be drawn, before a theme: what it means, and emphasis that every terminal
/// has, so that it is seen without colour too.
package struct Style: Sendable, Equatable {
  package var role: Role
  package var bold: Bool
  package var underline: Bool
  package var reverse: Bool

  package init(
    _ role: Role, bold: Bool = false, underline: Bool = false, reverse: Bool = false
  ) {
    self.role = role
    self.bold = bold
    self.underline = underline
    self.reverse = reverse
  }

  package static let text = Style(.text)

  /// Any of the three.
  package var isEmphasised: Bool { bold || underline || reverse }
}
