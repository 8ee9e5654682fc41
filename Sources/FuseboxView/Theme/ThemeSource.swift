/// A theme file as it was read, before anything in it has been checked, with the place of every
/// word so that errors can point at it. Who reads the file decides on the syntax.
package struct ThemeSource: Sendable {
  /// A scalar and where it stands, counted from 1.
  package struct Word: Sendable, Equatable {
    package var text: String
    package var line: Int
    package var column: Int

    package init(_ text: String, line: Int, column: Int) {
      self.text = text
      self.line = line
      self.column = column
    }
  }

  /// `key: value`.
  package struct Entry: Sendable, Equatable {
    package var key: Word
    package var value: Word

    package init(key: Word, value: Word) {
      self.key = key
      self.value = value
    }
  }

  /// `critical: {fg: red, bold: true}`. A colour alone, `muted: grey`, is one entry with the
  /// key `fg`.
  package struct RoleEntry: Sendable, Equatable {
    package var role: Word
    package var attributes: [Entry]

    package init(role: Word, attributes: [Entry]) {
      self.role = role
      self.attributes = attributes
    }
  }

  /// As errors shall name it: a path, or `dark (built in)`.
  package var file: String
  package var name: String
  /// `dark` or `light`; without one, the parent's, else dark.
  package var variant: Word?
  /// The name of another theme, on top of which this one lies.
  package var inherits: Word?
  /// Colours by names of the theme's own.
  package var palette: [Entry]
  package var roles: [RoleEntry]
  /// Roles that look different with sixteen colours.
  package var ansi16: [RoleEntry]
  /// Roles that look different without colours: attributes only.
  package var mono: [RoleEntry]

  package init(
    file: String, name: String, variant: Word? = nil, inherits: Word? = nil,
    palette: [Entry] = [], roles: [RoleEntry] = [], ansi16: [RoleEntry] = [],
    mono: [RoleEntry] = []
  ) {
    self.file = file
    self.name = name
    self.variant = variant
    self.inherits = inherits
    self.palette = palette
    self.roles = roles
    self.ansi16 = ansi16
    self.mono = mono
  }
}
