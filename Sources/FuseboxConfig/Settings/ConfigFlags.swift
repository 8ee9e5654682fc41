/// What the command line says about the configuration.
package struct ConfigFlags: Sendable, Equatable {
  /// `--config FILE`
  package var file: String?
  /// `--all`: also providers that are neither configured nor detected.
  package var showsAll = false
  /// Values by the key they set, with the option's name: `screen.color` → (`never`, `--color`).
  package var values: [String: Flag] = [:]

  package struct Flag: Sendable, Equatable {
    package var option: String
    package var text: String

    package init(_ option: String, _ text: String) {
      self.option = option
      self.text = text
    }
  }

  package init() {}

  /// Variables that set a key, in the order in which a later one wins.
  static let variables: [(name: String, key: String)] = [
    ("FUSEBOX_PROFILE", "profile"), ("FUSEBOX_STATE", "storage.directory"),
    ("FUSEBOX_THEME", "screen.theme"), ("FUSEBOX_GLYPHS", "screen.glyphs"),
    ("FUSEBOX_COLOR", "screen.color"),
  ]

  /// Variables that mean something else to us.
  static let otherVariables = ["FUSEBOX_CONFIG", "FUSEBOX_ACTOR", "FUSEBOX_TSAN"]
}
