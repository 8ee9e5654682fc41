import FuseboxCore

/// Where a Redis is, read from `redis://[[user]:password@]host[:port][/database]`; `rediss` for
/// TLS. https://www.iana.org/assignments/uri-schemes/prov/redis
package struct RedisAddress: Sendable {
  package let target: RedisTarget

  /// nil for anything else. It does not say what is wrong with it: the words could hold the
  /// password.
  package init?(_ address: Secret) {
    let url = address.reveal()
    guard let colon = url.firstRange(of: "://") else { return nil }
    let rest = url[colon.upperBound...].prefix { $0 != "?" && $0 != "#" }
    let authority = rest.prefix { $0 != "/" }
    let path = rest.dropFirst(authority.count).drop { $0 == "/" }
    // A password may hold an "@" that nobody encoded: the last one is the separator.
    let separator = authority.lastIndex(of: "@")
    let host = separator.map { authority[authority.index(after: $0)...] } ?? authority
    guard let origin = Origin("\(url[..<colon.lowerBound])://\(host)"),
      ["redis", "rediss"].contains(origin.scheme),
      let database = path.isEmpty ? 0 : Int(path), (0...65_535).contains(database)
    else { return nil }
    var user: String?
    var password: Secret?
    if let separator {
      let parts = authority[..<separator].split(
        separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(parts[0]) else { return nil }
      user = name.isEmpty ? nil : name
      if parts.count == 2 {
        guard let word = Self.decoded(parts[1]) else { return nil }
        password = word.isEmpty ? nil : Secret(word)
      }
    }
    target = RedisTarget(origin: origin, user: user, password: password, database: database)
  }

  /// Percent-decoded (RFC 3986 §2.1); nil for a broken escape.
  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
      guard digits.count == 2 else { return nil }
      bytes.append(UInt8(digits[0] << 4 | digits[1]))
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
