import FuseboxCore

/// Something wrong in a scenario file.
package struct ScenarioError: Error, Sendable, Equatable {
  package enum Reason: Sendable, Equatable {
    case unknownKey(near: String?)
    case missingKey
    case wrongType(expected: String, found: String)
    /// What would be right: "must be a length such as 40ms".
    case outOfRange(String)
  }

  package var place: ScenarioNode.Place
  /// Path of the key: `at[3].stripe.api.share`.
  package var key: String
  package var reason: Reason

  /// A word from a bounded set.
  package var label: String {
    switch reason {
    case .unknownKey: "unknown_key"
    case .missingKey: "missing_key"
    case .wrongType: "wrong_type"
    case .outOfRange: "out_of_range"
    }
  }

  /// What is wrong, without its place.
  package var sentence: String {
    let name = TerminalSafe(key, cap: 80).text
    switch reason {
    case .unknownKey(let near):
      return "unknown key \(name)" + (near.map { "; did you mean \($0)?" } ?? "")
    case .missingKey: return "\(name) is missing"
    case .wrongType(let expected, let found): return "\(name) must be \(expected), found \(found)"
    case .outOfRange(let rule): return "\(name) \(rule)"
    }
  }
}

/// All that is wrong in one file, in its order.
package struct ScenarioErrors: Error, Sendable, Equatable {
  package var all: [ScenarioError]
}
