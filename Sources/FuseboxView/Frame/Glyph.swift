/// One grapheme in two words: a base and up to four marks on it. Frames hold thousands, which are
/// made, copied and compared once a second.
package struct Glyph: Sendable, Hashable {
  /// Scalars of 21 bits each: base, first and second mark; third and fourth. 0 where there is none.
  private let first: UInt64
  private let second: UInt64

  /// Scalars in one.
  package static let most = 5
  package static let space = Glyph(" " as Unicode.Scalar)
  /// What stands in for a grapheme that cannot be drawn.
  package static let substitute = Glyph(Width.substitute)

  private init(first: UInt64, second: UInt64) {
    self.first = first
    self.second = second
  }

  /// - Parameter scalar: not NUL.
  init(_ scalar: Unicode.Scalar) { self.init(first: UInt64(scalar.value), second: 0) }

  /// - Parameter grapheme: one that `Width` calls drawable; what is beyond `most` is left out.
  init(_ grapheme: Character) {
    var scalars = grapheme.unicodeScalars.makeIterator()
    var (first, second): (UInt64, UInt64) = (0, 0)
    var index = 0
    while index < Self.most, let scalar = scalars.next() {
      let value = UInt64(scalar.value) << (21 * (index % 3))
      if index < 3 { first |= value } else { second |= value }
      index += 1
    }
    self.init(first: first, second: second)
  }

  /// The base at 0, its marks after it; nil where there is none.
  package subscript(index: Int) -> Unicode.Scalar? {
    let word = index < 3 ? first : second
    let value = word >> (21 * (index % 3)) & 0x1F_FFFF
    return value == 0 ? nil : Unicode.Scalar(UInt32(value))
  }

  /// As text.
  package var character: Character {
    if first >> 21 == 0, let scalar = self[0] { return Character(scalar) }
    var text = String.UnicodeScalarView()
    for index in 0..<Self.most { self[index].map { text.append($0) } }
    return String(text).first ?? Width.substitute
  }
}
