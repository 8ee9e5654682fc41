import FuseboxCore

/// What a key of the configuration takes.
package enum ConfigType: Sendable, Equatable {
  /// One line of text, at most `cap` characters.
  case text(cap: Int)
  case number(ClosedRange<Int64>)
  case length(ClosedRange<Duration>)
  case flag
  case choice([String])
  /// A calendar day: `2026-12-31`.
  case day
  /// https, or plain http to this machine.
  case address
  /// https, nothing else: for people to open.
  case link
  case absolutePath
  case secret
  /// Text, or a reference as for a secret: a user name, a region.
  case openValue
  /// A number, or `none`.
  case limit
  case words
  /// Some of these providers.
  case providers([String])

  /// "a length of time such as 15m", for messages and the reference.
  package var words: String {
    switch self {
    case .text: "text"
    case .number: "a whole number"
    case .length: "a length of time such as 15m"
    case .flag: "true or false"
    case .choice(let names): "one of \(names.joined(separator: ", "))"
    case .day: "a day such as 2026-12-31"
    case .address: "an https address, or http to this machine"
    case .link: "an https address"
    case .absolutePath: "an absolute path"
    case .secret: "env:NAME, file:/PATH or cred:NAME"
    case .openValue: "text, env:NAME, file:/PATH or cred:NAME"
    case .limit: "a whole number or none"
    case .words: "a list of words"
    case .providers: "a list of providers"
    }
  }

  /// The range in words, for the reference; nil where there is none.
  package var range: String? {
    switch self {
    case .text(let cap): "at most \(cap) characters"
    case .number(let range) where range.lowerBound == range.upperBound: "\(range.lowerBound)"
    case .number(let range) where range.upperBound == .max: "at least \(range.lowerBound)"
    case .number(let range): "\(range.lowerBound) to \(range.upperBound)"
    case .length(let range):
      "\(Length.words(range.lowerBound)) to \(Length.words(range.upperBound))"
    default: nil
    }
  }

  /// Checks one scalar. Lists are the reader's business.
  package func read(_ text: String, quoted: Bool) -> Result<ConfigValue, Trouble> {
    switch self {
    case .text(let cap):
      let safe = TerminalSafe(text, cap: cap).text
      return safe == text ? .success(.text(text)) : .failure(.rule(Self.textRule(cap)))
    case .number(let range):
      guard let number = Self.number(text) else { return .failure(.type) }
      guard range.contains(number) else { return .failure(.rule("must be \(self.range ?? "")")) }
      return .success(.number(number))
    case .length(let range):
      guard let length = Length.read(text) else { return .failure(.type) }
      guard range.contains(length) else { return .failure(.rule("must be \(self.range ?? "")")) }
      return .success(.length(length))
    case .flag:
      guard !quoted, let flag = ["true": true, "false": false][text] else {
        return .failure(.type)
      }
      return .success(.flag(flag))
    case .choice(let names):
      return names.contains(text) ? .success(.text(text)) : .failure(.name(among: names))
    case .day: return Self.day(text)
    case .address, .link: return address(text)
    case .absolutePath:
      let isPath = text.hasPrefix("/") && TerminalSafe(text, cap: 1024).text == text
      return isPath ? .success(.text(text)) : .failure(.type)
    case .secret:
      guard let reference = SecretReference(text) else { return .failure(.type) }
      return .success(.secret(reference))
    case .openValue:
      if let reference = SecretReference(text) { return .success(.secret(reference)) }
      return ConfigType.text(cap: 200).read(text, quoted: quoted)
    case .limit:
      if text == "none", !quoted { return .success(.unlimited) }
      guard let number = Self.number(text) else { return .failure(.type) }
      return number < 0 ? .failure(.rule("must not be below 0")) : .success(.number(number))
    case .words, .providers: return .failure(.type)
    }
  }

  /// What to type in place of a scalar that is not of this type, where it is plain what was meant:
  /// digits with separators in them, a length without a unit.
  func instead(of text: String) -> String? {
    let digits = text.filter { $0 != "_" && $0 != "," && $0 != "'" }
    guard !digits.isEmpty, digits.count <= 18, digits.allSatisfy({ $0.isASCII && $0.isNumber })
    else { return nil }
    switch self {
    case .number, .limit: return digits == text ? nil : "takes digits only: \(digits)"
    case .length: return digits == text ? "needs a unit: \(digits)s or \(digits)m" : nil
    default: return nil
    }
  }

  /// Why a scalar was not taken.
  package enum Trouble: Error, Equatable {
    case type
    case rule(String)
    case name(among: [String])
  }

  private static func textRule(_ cap: Int) -> String {
    "must be one line of at most \(cap) characters without control characters"
  }

  private static func number(_ text: String) -> Int64? {
    text.hasPrefix("+") ? nil : Int64(text)
  }

  private static func day(_ text: String) -> Result<ConfigValue, Trouble> {
    guard text.utf8.count == 10, let midnight = WallTime(rfc3339: "\(text)T00:00:00Z"),
      midnight.rfc3339.hasPrefix(text)
    else { return .failure(.type) }
    return .success(.text(text))
  }

  private func address(_ text: String) -> Result<ConfigValue, Trouble> {
    guard let origin = Origin(text), TerminalSafe(text, cap: 1000).text == text else {
      return .failure(.type)
    }
    switch origin.scheme {
    case "https": break
    case "http" where self == .address && origin.isLoopback: break
    case "http" where self == .address:
      return .failure(.rule("must be https; plain http is for this machine only"))
    default: return .failure(.type)
    }
    return .success(.text(text.hasSuffix("/") ? String(text.dropLast()) : text))
  }
}
