/// Reads one JSON document, recursively: so its depth is bounded.
struct JSONParser {
  static let deepest = 64
  static let longest = 4 << 20

  private struct Trouble: Error {}

  private let bytes: [UInt8]
  private var index = 0

  static func parse(_ bytes: [UInt8]) -> JSONTree? {
    guard bytes.count <= longest else { return nil }
    var parser = JSONParser(bytes)
    do throws(Trouble) {
      let tree = try parser.value(depth: 0)
      parser.skipSpace()
      return parser.index == bytes.count ? tree : nil
    } catch {
      return nil
    }
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { index += 1 }
  }

  private mutating func skip(_ character: Character) -> Bool {
    skipSpace()
    guard next == character.asciiValue else { return false }
    index += 1
    return true
  }

  private mutating func value(depth: Int) throws(Trouble) -> JSONTree {
    skipSpace()
    guard depth <= Self.deepest, let byte = next else { throw Trouble() }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ word: String, _ value: JSONTree) throws(Trouble) -> JSONTree {
    guard bytes[index...].starts(with: word.utf8) else { throw Trouble() }
    index += word.utf8.count
    return value
  }

  private mutating func array(depth: Int) throws(Trouble) -> JSONTree {
    index += 1
    var list: [JSONTree] = []
    if skip("]") { return .array(list) }
    repeat { list.append(try value(depth: depth + 1)) } while skip(",")
    guard skip("]") else { throw Trouble() }
    return .array(list)
  }

  private mutating func object(depth: Int) throws(Trouble) -> JSONTree {
    index += 1
    var members: [String: JSONTree] = [:]
    if skip("}") { return .object(members) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw Trouble() }
      let key = try string()
      guard skip(":") else { throw Trouble() }
      members[key] = try value(depth: depth + 1)
    } while skip(",")
    guard skip("}") else { throw Trouble() }
    return .object(members)
  }

  /// -?digits[.digits][e[+-]digits], without a leading zero.
  private mutating func number() throws(Trouble) -> JSONTree {
    let start = index
    if next == UInt8(ascii: "-") { index += 1 }
    let isZero = next == UInt8(ascii: "0")
    let whole = skipDigits()
    var isWhole = true
    guard whole == 1 || (whole > 1 && !isZero) else { throw Trouble() }
    if next == UInt8(ascii: ".") {
      index += 1
      isWhole = false
      guard skipDigits() > 0 else { throw Trouble() }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      index += 1
      isWhole = false
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
      guard skipDigits() > 0 else { throw Trouble() }
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isWhole, let integer = Int64(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else { throw Trouble() }
    return .number(number)
  }

  private mutating func skipDigits() -> Int {
    let start = index
    while let byte = next, (0x30...0x39).contains(byte) { index += 1 }
    return index - start
  }

  /// Broken UTF-8 and lone surrogates become U+FFFD; raw control characters are let through, the
  /// reader of the text cleans it.
  private mutating func string() throws(Trouble) -> String {
    index += 1
    var text = ""
    var start = index
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        text += String(decoding: bytes[start..<index], as: UTF8.self)
        index += 1
        return text
      case UInt8(ascii: "\\"):
        text += String(decoding: bytes[start..<index], as: UTF8.self)
        index += 1
        text.unicodeScalars.append(try escape())
        start = index
      default: index += 1
      }
    }
    throw Trouble()
  }

  private mutating func escape() throws(Trouble) -> Unicode.Scalar {
    guard let byte = next else { throw Trouble() }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicode()
    default: throw Trouble()
    }
  }

  private mutating func unicode() throws(Trouble) -> Unicode.Scalar {
    let unit = try hex()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    let after = index
    guard unit < 0xDC00, bytes[index...].starts(with: "\\u".utf8) else { return "\u{FFFD}" }
    index += 2
    let low = try hex()
    guard (0xDC00...0xDFFF).contains(low) else {
      index = after
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func hex() throws(Trouble) -> UInt32 {
    guard index + 4 <= bytes.count else { throw Trouble() }
    var value: UInt32 = 0
    for byte in bytes[index..<index + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw Trouble() }
      value = value << 4 | UInt32(digit)
    }
    index += 4
    return value
  }
}
