import FuseboxCore

/// One mistake in a theme file.
package struct ThemeProblem: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case unknownRole = "unknown_role"
    case unknownAttribute = "unknown_attribute"
    case unknownColour = "unknown_colour"
    case unknownVariant = "unknown_variant"
    case unknownParent = "unknown_parent"
    /// The theme inherits itself, directly or through others.
    case circle
    case notTrueOrFalse = "not_true_or_false"
    case colourInMono = "colour_in_mono"
    case repeated
  }

  package let kind: Kind
  package let file: String
  package let word: ThemeSource.Word
  /// A known word that is nearly the same.
  package let nearMiss: String?

  /// `dark.yaml:3:5: "critcal" is not a role; did you mean "critical"?`
  package var sentence: String {
    let near = nearMiss.map { "; did you mean \"\($0)\"?" } ?? ""
    let quoted = "\"\(TerminalSafe(word.text, cap: 40).text)\""
    return "\(file):\(word.line):\(word.column): \(quoted) \(complaint)\(near)"
  }

  private var complaint: String {
    switch kind {
    case .unknownRole: "is not a role"
    case .unknownAttribute: "is not an attribute: fg, bg, bold, dim, italic, underline, reverse"
    case .unknownColour: "is not a colour: #rrggbb, a name, 0 to 255, default, or of the palette"
    case .unknownVariant: "is not a variant: dark or light"
    case .unknownParent: "is not a theme"
    case .circle: "inherits itself"
    case .notTrueOrFalse: "is neither true nor false"
    case .colourInMono: "is a colour, and mono has attributes only"
    case .repeated: "stands here twice"
    }
  }
}

/// A theme that cannot be used, with everything that is wrong with it.
package struct ThemeRejected: Error, Sendable, Equatable {
  /// Never empty; in the order of the files, parents first.
  package let problems: [ThemeProblem]
}
