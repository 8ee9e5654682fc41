/// How every role looks at every colour depth. Made by `Theme.resolve` from theme files.
package struct Theme: Sendable, Equatable {
  /// The background that a theme is made for.
  package enum Variant: String, CaseIterable, Sendable {
    case dark, light
  }

  package let name: String
  package let variant: Variant
  private let paints: [ColourDepth: [Role: Paint]]

  init(name: String, variant: Variant, paints: [ColourDepth: [Role: Paint]]) {
    self.name = name
    self.variant = variant
    self.paints = paints
  }

  /// No colours and no attributes of its own: what is drawn with when no theme can be had.
  package static let plain = Theme(name: "plain", variant: .dark, paints: [:])

  /// How a cell of this style looks. Colours are already reduced to `depth`; the style's own
  /// emphasis comes on top of the role's.
  package func paint(_ style: Style, at depth: ColourDepth) -> Paint {
    var paint = paints[depth]?[style.role] ?? Paint()
    if style.bold { paint.attributes.insert(.bold) }
    if style.underline { paint.attributes.insert(.underline) }
    if style.reverse { paint.attributes.insert(.reverse) }
    return paint
  }
}
