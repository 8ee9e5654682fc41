import FuseboxCore

/// Something wrong in a file (or a variable, or an option) that a person wrote: where, and what
/// would be right. The one error type of configuration, themes and scenarios.
package struct FileError: Error, Sendable, Hashable {
  /// Why a value was not taken. A closed set; `label` names each case.
  package enum Reason: Sendable, Hashable {
    /// The file cannot be read: why.
    case unreadable(String)
    /// Bytes that are no text: what stands there, and what to do.
    case notText(String)
    /// A slip of the pen: what to type instead.
    case slip(String)
    /// Not YAML; what the parser says.
    case syntax(String)
    /// YAML that fusebox does not take: an anchor, an alias, a tag, more than anybody writes.
    case notTaken(String, wayOut: String = "")
    case duplicateKey(first: Place)
    case unknownKey(near: String?)
    /// A name that must be one of a known set (a provider, a theme role, a meter).
    case unknownName(what: String, near: String?)
    case missingKey
    case wrongType(expected: String, found: String)
    /// The type is right, the value is not: what would be.
    case outOfRange(String)
    /// It looks like a key or a token. Its text is never repeated.
    case inlineSecret
    /// The value is none of a small set; it is not repeated.
    case notOneOf([String], near: String?)
    /// A key that fusebox knows but that would do nothing here: why.
    case noEffect(String)
  }

  /// Path of the file as given, or the variable's or option's name.
  package var source: String
  /// nil where there are no lines: a variable, an option, a file that cannot be read.
  package var place: Place?
  /// The key's path: `providers.stripe.interval.probe`; empty for the whole file.
  package var key: String
  package var reason: Reason

  package init(source: String, place: Place?, key: String, reason: Reason) {
    self.source = source
    self.place = place
    self.key = key
    self.reason = reason
  }

  /// A word from a bounded set.
  package var label: String {
    switch reason {
    case .unreadable: "unreadable"
    case .notText: "not_text"
    case .slip: "slip"
    case .syntax: "syntax"
    case .notTaken: "not_taken"
    case .duplicateKey: "duplicate_key"
    case .unknownKey: "unknown_key"
    case .unknownName: "unknown_name"
    case .missingKey: "missing_key"
    case .wrongType: "wrong_type"
    case .outOfRange: "out_of_range"
    case .inlineSecret: "inline_secret"
    case .notOneOf: "not_one_of"
    case .noEffect: "no_effect"
    }
  }

  /// `config.yaml:3:5: unknown key intervall; did you mean interval?`
  package var line: String {
    let position = place.map { ":\($0.line):\($0.column)" } ?? ""
    return TerminalSafe("\(source)\(position): \(sentence)", cap: 400).text
  }

  /// What is wrong, without its place.
  package var sentence: String {
    switch reason {
    case .unreadable(let why): "cannot be read: \(why)"
    case .notText(let why), .slip(let why): key.isEmpty ? why : "\(key): \(why)"
    case .syntax(let problem): "not valid YAML: \(problem)"
    case .notTaken(let what, let wayOut): "\(what) not taken here\(wayOut)"
    case .duplicateKey(let first):
      "\(key) is given twice, first in line \(first.line)"
    case .unknownKey(let near): "unknown key \(key)\(Self.question(near))"
    case .unknownName(let what, let near): "unknown \(what) \(key)\(Self.question(near))"
    case .missingKey: "\(key) is missing"
    case .wrongType(let expected, let found): "\(key) must be \(expected), found \(found)"
    case .outOfRange(let rule): "\(key) \(rule)"
    case .inlineSecret:
      "\(key) holds what looks like a key; write env:NAME, file:PATH or cred:NAME instead"
    case .notOneOf(let names, let near):
      "\(key) must be one of \(names.joined(separator: ", "))\(Self.question(near))"
    case .noEffect(let why): "\(key) \(why)"
    }
  }

  private static func question(_ near: String?) -> String {
    near.map { "; did you mean \($0)?" } ?? ""
  }
}

/// All that is wrong, in the order of the file.
package struct FileErrors: Error, Sendable, Equatable {
  package var all: [FileError]

  package init(_ errors: [FileError]) {
    var seen: Set<FileError> = []
    all = errors.filter { seen.insert($0).inserted }
      .enumerated()
      .sorted {
        let (left, right) = ($0.element.place, $1.element.place)
        guard $0.element.source == $1.element.source, let left, let right, left != right else {
          return $0.offset < $1.offset
        }
        return left < right
      }
      .map(\.element)
  }
}
