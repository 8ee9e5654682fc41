import CNcurses
import FuseboxView

/// ncurses' attributes and colour pair for each look, made when first needed.
struct PairTable {
  struct Look {
    let attributes: attr_t
    let pair: Int32
  }

  let depth: ColourDepth
  private let colours: Int32
  private var looks: [Paint: Look] = [:]

  /// As many colours as are wanted and the terminal has. Call it after `newterm`, once.
  init(wanted: ColourDepth) {
    guard wanted > .mono, has_colors(), start_color() == OK, use_default_colors() == OK else {
      (depth, colours) = (.mono, 0)
      return
    }
    colours = fusebox_colours()
    depth = min(wanted, colours >= 256 ? .indexed256 : colours >= 8 ? .ansi16 : .mono)
  }

  mutating func look(_ paint: Paint) -> Look {
    if let known = looks[paint] { return known }
    var paint = paint
    let foreground = number(paint.foreground)
    if isBright(paint.foreground), colours < 16 { paint.attributes.insert(.bold) }
    let pair = depth == .mono ? 0 : alloc_pair(foreground, number(paint.background))
    let look = Look(attributes: Self.attributes(paint.attributes), pair: max(0, pair))
    looks[paint] = look
    return look
  }

  /// The colour as ncurses counts them; with eight, a bright one becomes its plain sister.
  private func number(_ colour: Colour) -> Int32 {
    switch colour.reduced(to: depth) {
    case .standard(let index): colours < 16 ? Int32(index % 8) : Int32(index)
    case .indexed(let index): Int32(index)
    case .terminal, .rgb: -1
    }
  }

  private func isBright(_ colour: Colour) -> Bool {
    if case .standard(8...) = colour.reduced(to: depth) { true } else { false }
  }

  private static func attributes(_ set: Paint.Attributes) -> attr_t {
    var result: attr_t = 0
    if set.contains(.bold) { result |= fusebox_bold }
    if set.contains(.dim) { result |= fusebox_dim }
    if set.contains(.italic) { result |= fusebox_italic }
    if set.contains(.underline) { result |= fusebox_underline }
    if set.contains(.reverse) { result |= fusebox_reverse }
    return result
  }
}
