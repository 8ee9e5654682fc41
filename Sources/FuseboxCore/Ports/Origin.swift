/// Scheme, host and port: what a credential is bound to (RFC 6454).
package struct Origin: Sendable, Hashable, CustomStringConvertible {
  /// Lower case: `http`, `https`, `redis`, `rediss`.
  package let scheme: String
  /// Lower case, without brackets for IPv6.
  package let host: String
  package let port: Int

  package init(scheme: String, host: String, port: Int) {
    self.scheme = scheme.lowercased()
    self.host = host.lowercased()
    self.port = port
  }

  /// The origin of an absolute address; nil when it has none, carries user information, or its
  /// scheme is not one of ours.
  package init?(_ url: String) {
    // By its bytes: this is done for each call.
    let bytes = Array(url.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      bytes[colon...].starts(with: Array("://".utf8)),
      let scheme = Self.schemes.first(where: { Self.isSame(bytes[..<colon], $0.name) })
    else { return nil }
    let authority = bytes[(colon + 3)...].prefix { !Self.ends.contains($0) }
    guard !authority.isEmpty,
      !authority.contains(where: {
        $0 <= 0x20 || $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "\\")
      })
    else { return nil }
    var host = authority
    var number: ArraySlice<UInt8>?
    if authority.first == UInt8(ascii: "[") {
      guard let end = authority.firstIndex(of: UInt8(ascii: "]")) else { return nil }
      host = authority[(authority.startIndex + 1)..<end]
      let tail = authority[(end + 1)...]
      guard tail.isEmpty || tail.first == UInt8(ascii: ":") else { return nil }
      number = tail.isEmpty ? nil : tail.dropFirst()
    } else if let separator = authority.firstIndex(of: UInt8(ascii: ":")) {
      host = authority[..<separator]
      number = authority[(separator + 1)...]
    }
    let port = number.map { Int(String(decoding: $0, as: UTF8.self)) } ?? scheme.port
    guard !host.isEmpty, let port, (1...65_535).contains(port) else { return nil }
    self.init(scheme: scheme.name, host: String(decoding: host, as: UTF8.self), port: port)
  }

  private static let schemes = [
    (name: "https", port: 443), (name: "http", port: 80), (name: "redis", port: 6379),
    (name: "rediss", port: 6379),
  ]

  /// What may stand behind an authority.
  private static let ends = Array("/?#".utf8)

  /// - Parameter name: in lower case.
  private static func isSame(_ bytes: ArraySlice<UInt8>, _ name: String) -> Bool {
    bytes.elementsEqual(name.utf8) { $0 == $1 || ($0 | 0x20 == $1 && $0 < $1) }
  }

  package var description: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return "\(scheme)://\(name):\(port)"
  }

  /// The host is this machine: `localhost`, 127.0.0.0/8, `::1`.
  package var isLoopback: Bool {
    if host == "localhost" || host == "::1" { return true }
    return ipv4?.first == 127
  }

  /// The four numbers of a host that is an IPv4 address.
  private var ipv4: [UInt8]? {
    let parts = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let numbers = parts.compactMap { UInt8(String(decoding: $0, as: UTF8.self)) }
    return parts.count == 4 && numbers.count == 4 ? numbers : nil
  }

  /// Neither loopback nor in a private range (RFC 1918, RFC 4193, link-local) by its spelling;
  /// a name that must be looked up counts as public.
  package var isPublic: Bool {
    if isLoopback { return false }
    if let ipv4 {
      let (first, second) = (ipv4[0], ipv4[1])
      if first == 10 || (first == 192 && second == 168) || (first == 169 && second == 254) {
        return false
      }
      return !(first == 172 && (16...31).contains(second))
    }
    guard host.contains(":") else { return true }
    return !["fc", "fd", "fe8", "fe9", "fea", "feb"].contains { host.hasPrefix($0) }
  }
}
