/// A colour as a theme names it, or as a terminal is told.
package enum Colour: Sendable, Hashable {
  /// Whatever the terminal draws with when nobody asks.
  case terminal
  /// One of the sixteen that the terminal's owner chose, 0–15.
  case standard(UInt8)
  /// One of xterm's 256; 0–15 are the standard ones.
  case indexed(UInt8)
  case rgb(red: UInt8, green: UInt8, blue: UInt8)
}

extension Colour {
  /// `default`, `red`, `bright-red`, `0` to `255`, or `#e75c3a`; nil for anything else.
  package init?(_ word: String) {
    if word == "default" {
      self = .terminal
    } else if let index = Self.names.firstIndex(of: word) {
      self = .standard(UInt8(index))
    } else if word.first == "#", word.utf8.count == 7,
      word.dropFirst().allSatisfy(\.isHexDigit), let value = UInt32(word.dropFirst(), radix: 16)
    {
      self = .rgb(
        red: UInt8(value >> 16), green: UInt8(value >> 8 & 0xFF), blue: UInt8(value & 0xFF))
    } else if let index = UInt8(word) {
      self = index < 16 ? .standard(index) : .indexed(index)
    } else {
      return nil
    }
  }

  /// Names of the standard colours, in their order.
  static let names: [String] = {
    let plain = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
    return plain + plain.map { "bright-" + $0 }
  }()

  /// The nearest colour that a terminal of this depth has.
  package func reduced(to depth: ColourDepth) -> Colour {
    switch (self, depth) {
    case (.terminal, _), (_, .mono): .terminal
    case (.standard, _): self
    case (.indexed(let index), _) where index < 16: .standard(index)
    case (.indexed, .indexed256): self
    case (.indexed(let index), .ansi16):
      .standard(Xterm.nearestStandard(to: Xterm.colour(index)))
    case (.rgb(let red, let green, let blue), .indexed256):
      .indexed(Xterm.nearestIndexed(to: RGB(red, green, blue)))
    case (.rgb(let red, let green, let blue), .ansi16):
      .standard(Xterm.nearestStandard(to: RGB(red, green, blue)))
    }
  }
}

/// Red, green and blue, 0–255 each.
private struct RGB {
  let red, green, blue: Int

  init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    (self.red, self.green, self.blue) = (Int(red), Int(green), Int(blue))
  }

  /// Not a grey or nearly one.
  var hasHue: Bool { max(red, green, blue) - min(red, green, blue) > 40 }

  /// Squared distance, weighted by how well the eye tells the three apart.
  func distance(to other: RGB) -> Int {
    let (red, green, blue) = (red - other.red, green - other.green, blue - other.blue)
    return 2 * red * red + 4 * green * green + 3 * blue * blue
  }
}

/// xterm's 256 colours as it sets them at start; a terminal may show 0–15 otherwise.
private enum Xterm {
  static func nearestIndexed(to colour: RGB) -> UInt8 { nearest(to: colour, in: Array(16...255)) }

  /// A colour with a hue keeps one, even where a grey is nearer: the hue carries the meaning.
  static func nearestStandard(to colour: RGB) -> UInt8 {
    let hues: [UInt8] = [1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14]
    return nearest(to: colour, in: colour.hasHue ? hues : [0, 7, 8, 15])
  }

  private static func nearest(to colour: RGB, in indices: [UInt8]) -> UInt8 {
    indices.min { Self.colour($0).distance(to: colour) < Self.colour($1).distance(to: colour) }
      ?? 0
  }

  static func colour(_ index: UInt8) -> RGB { all[Int(index)] }

  private static let all: [RGB] = standard + cube + greys

  private static let standard: [RGB] = [
    RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0), RGB(0, 0, 238),
    RGB(205, 0, 205), RGB(0, 205, 205), RGB(229, 229, 229), RGB(127, 127, 127), RGB(255, 0, 0),
    RGB(0, 255, 0), RGB(255, 255, 0), RGB(92, 92, 255), RGB(255, 0, 255), RGB(0, 255, 255),
    RGB(255, 255, 255),
  ]

  private static let cube: [RGB] = {
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    return (0..<216).map { RGB(levels[$0 / 36], levels[$0 / 6 % 6], levels[$0 % 6]) }
  }()

  private static let greys = (0..<24).map { step in
    let level = UInt8(8 + 10 * step)
    return RGB(level, level, level)
  }
}
