import FuseboxCore
import FuseboxProviders

/// The configuration after everything that has a say in it: what the composition root starts from.
package struct Settings: Sendable {
  package var profile: String
  /// Every provider that can be named: those that fusebox brings and those of the configuration.
  package var catalogue: Catalogue
  /// What the agent watches, in catalogue order.
  package var providers: [WatchedProvider]
  /// Holds the databases, the lock and the socket; absolute.
  package var directory: String
  /// Days for which single readings are kept.
  package var rawDays: Int64
  /// Bytes of history.
  package var maxBytes: Int64
  package var screen: ScreenSettings
  /// Directories of themes of the user's own, the first that has one wins.
  package var themes: [String]
  /// For the top of the board when there is neither configuration nor credential; else empty.
  package var banner: String
  /// For stderr: nothing is wrong enough to stop.
  package var warnings: [String]
  /// Every key in force, with its origin.
  package var effective: ConfigLayer
}

/// How the screen is drawn, as far as a person has said.
package struct ScreenSettings: Sendable, Equatable {
  package enum Glyphs: String, Sendable { case auto, ascii }
  package enum Color: String, Sendable { case auto, never }

  package var theme: String
  package var glyphs: Glyphs
  package var color: Color

  package init(theme: String, glyphs: Glyphs, color: Color) {
    self.theme = theme
    self.glyphs = glyphs
    self.color = color
  }
}
