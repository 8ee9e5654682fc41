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
    guard let colon = url.firstRange(of: "://") else { return nil }
    let scheme = url[..<colon.lowerBound].lowercased()
    let defaults = ["http": 80, "https": 443, "redis": 6379, "rediss": 6379]
    guard let defaultPort = defaults[scheme] else { return nil }
    let rest = url[colon.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard !authority.isEmpty, !authority.contains("@"),
      !authority.unicodeScalars.contains(where: { $0.value <= 0x20 || $0 == "\\" })
    else { return nil }
    var host = authority
    var port = defaultPort
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      host = authority[authority.index(after: authority.startIndex)..<end]
      let tail = authority[authority.index(after: end)...]
      if !tail.isEmpty {
        guard tail.first == ":", let number = Int(tail.dropFirst()) else { return nil }
        port = number
      }
    } else if let separator = authority.firstIndex(of: ":") {
      host = authority[..<separator]
      guard let number = Int(authority[authority.index(after: separator)...]) else { return nil }
      port = number
    }
    guard !host.isEmpty, (1...65_535).contains(port) else { return nil }
    self.init(scheme: scheme, host: String(host), port: port)
  }

  package var description: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return "\(scheme)://\(name):\(port)"
  }

  /// The host is this machine: `localhost`, 127.0.0.0/8, `::1`.
  package var isLoopback: Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// Neither loopback nor in a private range (RFC 1918, RFC 4193, link-local) by its spelling;
  /// a name that must be looked up counts as public.
  package var isPublic: Bool {
    if isLoopback { return false }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    if parts.count == 4, let first = parts[0], let second = parts[1], parts[2] != nil,
      parts[3] != nil
    {
      if first == 10 || (first == 192 && second == 168) || (first == 169 && second == 254) {
        return false
      }
      return !(first == 172 && (16...31).contains(second))
    }
    guard host.contains(":") else { return true }
    return !["fc", "fd", "fe8", "fe9", "fea", "feb"].contains { host.hasPrefix($0) }
  }
}
