import FuseboxCore

/// Colour is spent on exceptions only: these are all the styles that the panels use.
extension Style {
  static let muted = Style(.muted)
  static let line = Style(.line)
  static let title = Style(.title, bold: true)
  static let key = Style(.accent, bold: true)
  static let critical = Style(.critical, bold: true)
  static let warning = Style(.warning)
  /// What must not be overlooked whatever else is on the screen.
  static let alarm = Style(.critical, bold: true, reverse: true)

  /// A row's mark and the words that say its trouble.
  static func of(_ severity: Severity) -> Style {
    switch severity {
    case .failing: .critical
    case .probing: Style(.info)
    case .held: Style(.text, underline: true)
    case .warning: .warning
    case .unknown: Style(.unknown)
    case .notice: Style(.maintenance)
    case .fine: .text
    }
  }

  /// Breaker drawings outside of the table.
  static func of(_ state: BreakerState, isHeld: Bool) -> Style {
    guard !isHeld else { return Style(.breakerHand) }
    switch state {
    case .closed: return Style(.breakerClosed)
    case .open: return Style(.breakerOpen, bold: true)
    case .halfOpen: return Style(.breakerHalf)
    }
  }
}

extension Severity {
  /// The row's mark: a shape for each severity, so that no state is told by colour alone.
  var mark: String { String(glyph) }

  private var glyph: Character {
    let glyphs = GlyphSet.unicode
    return switch self {
    case .failing: glyphs.critical
    case .probing: glyphs.probing
    case .held: glyphs.held
    case .warning: glyphs.warning
    case .unknown: glyphs.unknown
    case .notice: glyphs.maintenance
    case .fine: glyphs.ok
    }
  }
}
