import FuseboxCore

/// Where a secret is kept; the configuration names the place and never holds the value.
package enum SecretReference: Sendable, Hashable, CustomStringConvertible {
  /// An environment variable.
  case environment(String)
  /// A file nobody but its owner can read; a line end at its end is dropped.
  case file(String)
  /// A file of this name in `$CREDENTIALS_DIRECTORY` (systemd's `LoadCredential=`).
  case credential(String)

  /// Reads `env:NAME`, `file:PATH`, `cred:NAME`; nil for anything else.
  package init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let rest = String(text[text.index(after: colon)...])
    switch text[..<colon] {
    case "env" where Self.isVariable(rest): self = .environment(rest)
    case "file" where rest.hasPrefix("/"): self = .file(rest)
    case "cred" where !rest.isEmpty && !rest.contains("/") && rest != "." && rest != "..":
      self = .credential(rest)
    default: return nil
    }
  }

  /// As it is written: `env:GITHUB_TOKEN`. A name, never a value.
  package var description: String {
    switch self {
    case .environment(let name): "env:\(name)"
    case .file(let path): "file:\(path)"
    case .credential(let name): "cred:\(name)"
    }
  }

  /// For "… is not set": the variable's name, else the whole reference.
  package var name: String {
    if case .environment(let name) = self { name } else { description }
  }

  /// Whether text begins as the keys of a provider do. For any text of the configuration.
  package static func hasKeyPrefix(_ text: String) -> Bool {
    prefixes.contains(where: text.hasPrefix)
  }

  /// Whether text that stands where a reference should is more likely the secret itself: a key's
  /// prefix, an address with a password, or a long run of letters and digits.
  package static func looksLikeKey(_ text: String) -> Bool {
    if hasKeyPrefix(text) || (text.contains("://") && text.contains("@")) { return true }
    let isLong = text.utf8.count >= 24
    let isDense = text.utf8.allSatisfy { isWordByte($0) || [0x2B, 0x2D, 0x2E, 0x2F].contains($0) }
    return isLong && isDense && text.contains(where: \.isNumber) && !text.hasPrefix("/")
  }

  /// Stripe, SendGrid, GitHub, AWS, Sentry, Slack, Google, webhook secrets.
  private static let prefixes = [
    "sk_", "rk_", "pk_live_", "SG.", "ghp_", "gho_", "ghu_", "ghs_", "github_pat_", "AKIA", "ASIA",
    "sntrys_", "sntryu_", "xoxb-", "AIza", "whsec_",
  ]

  private static func isVariable(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy(isWordByte)
  }

  /// A letter, a digit or `_`.
  private static func isWordByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == 0x5F
  }
}
