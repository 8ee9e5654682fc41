/// The text of a file that a person wrote: UTF-8, with or without a byte order mark, any line end.
package enum FileText {
  /// Why bytes are no such text, and where.
  package struct Fault: Error, Sendable, Equatable {
    package var place: Place
    /// What stands there and what to do about it: for `FileError.Reason.notText`.
    package var why: String

    package init(place: Place, why: String) {
      self.place = place
      self.why = why
    }
  }

  /// The text with `\n` as its only line end and without a byte order mark.
  package static func decode(_ bytes: [UInt8]) -> Result<String, Fault> {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return .failure(
        Fault(place: Place(line: 1, column: 1), why: "the file is UTF-16; save it as UTF-8"))
    }
    let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let body = bytes[(isMarked ? 3 : 0)...]
    guard let text = String(validating: body, as: UTF8.self) else {
      return .failure(notUTF8(Array(body)))
    }
    var scalars = String.UnicodeScalarView()
    var place = Place(line: 1, column: 1)
    var isAfterReturn = false
    for scalar in text.unicodeScalars {
      if isControl(scalar) {
        return .failure(
          Fault(place: place, why: "a control character, \(scalar.code), stands here; take it out"))
      }
      defer { isAfterReturn = scalar == "\r" }
      if scalar == "\n", isAfterReturn { continue }
      let isLineEnd = scalar == "\n" || scalar == "\r"
      scalars.append(isLineEnd ? "\n" : scalar)
      place =
        isLineEnd
        ? Place(line: place.line + 1, column: 1)
        : Place(line: place.line, column: place.column + 1)
    }
    return .success(String(scalars))
  }

  /// C0 without tab and line ends, delete, C1 without the line end that YAML knows.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x85: false
    case 0...0x1F, 0x7F...0x9F: true
    default: false
    }
  }

  /// The first byte that belongs to no character.
  private static func notUTF8(_ bytes: [UInt8]) -> Fault {
    var place = Place(line: 1, column: 1)
    var decoder = UTF8()
    var rest = bytes.makeIterator()
    var read = 0
    while case .scalarValue(let scalar) = decoder.decode(&rest) {
      read += UTF8.width(scalar)
      place =
        scalar == "\n"
        ? Place(line: place.line + 1, column: 1)
        : Place(line: place.line, column: place.column + 1)
    }
    let byte = read < bytes.count ? String(bytes[read], radix: 16, uppercase: true) : "?"
    return Fault(place: place, why: "byte 0x\(byte) is not UTF-8; save the file as UTF-8")
  }
}

extension Unicode.Scalar {
  /// `U+00A0`
  var code: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
