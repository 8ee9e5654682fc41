/// What a cell means. Views speak in roles only; a theme decides how each one looks. No role is
/// named after a widget. The raw values are the names in theme files.
package enum Role: String, CaseIterable, Sendable {
  /// Ordinary text, and the ground that every other role stands on.
  case text
  /// Details that may recede: numbers of healthy rows, hints, ages.
  case muted
  /// Rules and borders.
  case line
  /// The focused pane and whatever else must be found first.
  case accent
  /// The row under the cursor.
  case cursor
  case title
  case ok, info, warning, critical, unknown, maintenance
  case breakerClosed = "breaker.closed"
  case breakerOpen = "breaker.open"
  case breakerHalf = "breaker.half"
  /// Held by a person.
  case breakerHand = "breaker.hand"
  case gaugeFill = "gauge.fill"
  case gaugeWarn = "gauge.warn"
  case gaugeCrit = "gauge.crit"
  case gaugeRest = "gauge.rest"
  case chartA = "chart.a"
  case chartB = "chart.b"
  case chartLimit = "chart.limit"
  case toastOK = "toast.ok"
  case toastBad = "toast.bad"

  /// The role in the golden role plane: a small letter, unique.
  package var letter: Character {
    switch self {
    case .text: "t"
    case .muted: "m"
    case .line: "l"
    case .accent: "a"
    case .cursor: "c"
    case .title: "h"
    case .ok: "o"
    case .info: "i"
    case .warning: "w"
    case .critical: "x"
    case .unknown: "u"
    case .maintenance: "n"
    case .breakerClosed: "b"
    case .breakerOpen: "p"
    case .breakerHalf: "f"
    case .breakerHand: "k"
    case .gaugeFill: "g"
    case .gaugeWarn: "v"
    case .gaugeCrit: "e"
    case .gaugeRest: "r"
    case .chartA: "d"
    case .chartB: "j"
    case .chartLimit: "y"
    case .toastOK: "s"
    case .toastBad: "z"
    }
  }
}
