/// Writes fields as JSON: one line, names in the order in which they are listed, so that equal
/// values give equal bytes.
struct FieldWriter: FieldList {
  private(set) var bytes: [UInt8] = []

  mutating func must<Value: Field>(_ name: String, _ value: inout Value) throws(FieldTrouble) {
    try write(name, value)
  }

  mutating func may<Value: Field>(_ name: String, _ value: inout Value) throws(FieldTrouble) {
    try write(name, value)
  }

  /// A name and its value.
  mutating func write(_ name: String, _ value: some Field) throws(FieldTrouble) {
    guard !value.isAbsent else { return }
    try write(name) { text throws(FieldTrouble) in try value.write(to: &text) }
  }

  /// A name and what `value` writes.
  mutating func write(
    _ name: String, _ value: (inout Self) throws(FieldTrouble) -> Void
  ) throws(FieldTrouble) {
    next()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: name.utf8)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    do {
      try value(&self)
    } catch {
      throw error.inside(name)
    }
  }

  /// `{` or `[`.
  mutating func open(_ bracket: Unicode.Scalar) { bytes.append(UInt8(ascii: bracket)) }

  mutating func close(_ bracket: Unicode.Scalar) { bytes.append(UInt8(ascii: bracket)) }

  /// The comma before every name or element but the first.
  mutating func next() {
    guard let last = bytes.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") else {
      return
    }
    bytes.append(UInt8(ascii: ","))
  }

  /// A number or a word of JSON's own.
  mutating func plain(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func quoted(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    if text.utf8.contains(where: Self.isEscaped) {
      for byte in text.utf8 { Self.isEscaped(byte) ? escape(byte) : bytes.append(byte) }
    } else {
      bytes.append(contentsOf: text.utf8)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\n"): plain("\\n")
    case UInt8(ascii: "\r"): plain("\\r")
    case UInt8(ascii: "\t"): plain("\\t")
    case 0..<0x20: plain(byte < 0x10 ? "\\u000" : "\\u00"); plain(String(byte, radix: 16))
    default: bytes += [UInt8(ascii: "\\"), byte]
    }
  }
}
