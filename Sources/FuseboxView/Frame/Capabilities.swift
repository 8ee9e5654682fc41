/// How many colours a terminal is given, fewest first.
package enum ColourDepth: Int, CaseIterable, Sendable, Comparable {
  /// No colour; bold, underline and reverse remain. What `NO_COLOR` asks for.
  case mono
  case ansi16
  case indexed256

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What the terminal can show, as far as a view has to know.
package struct Capabilities: Sendable, Equatable {
  package var colours: ColourDepth
  /// False in a locale that is not UTF-8, or by configuration: then only ASCII is drawn.
  package var unicode: Bool

  package init(colours: ColourDepth, unicode: Bool) {
    self.colours = colours
    self.unicode = unicode
  }
}
