/// What an API call came to, whoever made it. Only `failure` counts against a breaker; the
/// rest were answered, and the verdict says what is wrong.
package enum Outcome: Sendable, Equatable {
  case success
  case failure(Failure)
  /// The provider asked us to slow down, until then if it said when. Never opens the breaker.
  case throttled(until: WallTime?)
  case credential(CredentialTrouble)
  /// The plan is used up: 402 as a bill, "maximum credits exceeded".
  case quota
  /// The request was wrong or declined: 400, a refused card, what an application asked for and is
  /// not there. The provider works.
  case caller
  /// The answer is not from the API we expect: unexpected redirect, 404 at an address that is always
  /// there, 501.
  case wiring

  /// Why a call counts against the breaker.
  package enum Failure: String, Sendable, CaseIterable {
    /// No answer: name lookup, connect, TLS, reset, deadline, 408.
    case transport
    /// An answer that admits or shows a fault of theirs: 5xx, a success body that does not parse.
    case server
  }

  /// Whether it counts against the breaker.
  package var isFailure: Bool {
    if case .failure = self { true } else { false }
  }

  /// Whether the next call is to come soon: one refusal alone is no reason to call a key refused,
  /// and one failure none to call a provider down.
  package var wantsConfirmation: Bool {
    switch self {
    case .failure, .credential, .wiring: true
    case .success, .throttled, .quota, .caller: false
    }
  }

  /// Whether the caller got nothing useful: every failure, and answers that refuse us. A declined
  /// card or a 404 is a useful answer.
  package var isUseless: Bool {
    switch self {
    case .success, .caller: false
    case .failure, .throttled, .credential, .quota, .wiring: true
    }
  }

  /// A word from a bounded set, for storage, metrics and logs: `success`, `failure.transport`,
  /// `failure.server`, `throttled`, `credential.refused`, …, `quota`, `caller`, `wiring`.
  package var label: String {
    switch self {
    case .success: "success"
    case .failure(let kind): "failure.\(kind.rawValue)"
    case .throttled: "throttled"
    case .credential(let trouble): "credential.\(trouble.rawValue)"
    case .quota: "quota"
    case .caller: "caller"
    case .wiring: "wiring"
    }
  }

  /// The outcome with this label; nil for an unknown word.
  package init?(label: String, until: WallTime? = nil) {
    let parts = label.split(separator: ".", maxSplits: 1).map(String.init)
    switch (parts.first, parts.count > 1 ? parts[1] : nil) {
    case ("success", nil): self = .success
    case ("throttled", nil): self = .throttled(until: until)
    case ("quota", nil): self = .quota
    case ("caller", nil): self = .caller
    case ("wiring", nil): self = .wiring
    case ("failure", let kind?):
      guard let failure = Failure(rawValue: kind) else { return nil }
      self = .failure(failure)
    case ("credential", let kind?):
      guard let trouble = CredentialTrouble(rawValue: kind) else { return nil }
      self = .credential(trouble)
    default: return nil
    }
  }
}

/// What is wrong with a credential.
package enum CredentialTrouble: String, Sendable, CaseIterable {
  /// Configured, but the variable or file it names holds nothing.
  case unset
  /// The provider does not accept it: wrong, revoked, deleted.
  case refused
  case expired
  /// Accepted, but not allowed to make this call: a missing scope or permission.
  case forbidden
}
