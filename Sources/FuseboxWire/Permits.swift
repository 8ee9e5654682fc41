import FuseboxCore

/// `POST /v1/permits`: an application asks before it calls a provider.
package struct AdmitRequest: Sendable, Equatable {
  package var provider: ProviderID
  /// The application's name, as the board shows it.
  package var client: String
  /// How long the call may take before the permit is cancelled; nil: the agent's default.
  package var leaseMilliseconds: Int64?

  package init(provider: ProviderID, client: String, leaseMilliseconds: Int64? = nil) {
    self.provider = provider
    self.client = client
    self.leaseMilliseconds = leaseMilliseconds
  }
}

/// The answer: a permit, or why not and when to ask again.
package struct AdmitReply: Sendable, Equatable {
  /// Names the permit in `PUT /v1/permits/{id}`; nil: do not call, use the fallback.
  package var permit: String?
  /// `permit` or `open`.
  package var state: String
  /// When asking again makes sense; nil when nobody knows (tripped until reset) or with a permit.
  package var retryAfterMilliseconds: Int64?
  /// Without a permit a word from a bounded set: `open`, `probe_out`, `forced_open`, `paused`,
  /// `stopped`. With one empty, or a sentence on why the call is not counted.
  package var why: String

  package init(
    permit: String? = nil, state: String, retryAfterMilliseconds: Int64? = nil, why: String = ""
  ) {
    self.permit = permit
    self.state = state
    self.retryAfterMilliseconds = retryAfterMilliseconds
    self.why = why
  }
}

/// `PUT /v1/permits/{id}`: how the call went.
package struct DoneRequest: Sendable, Equatable {
  /// `Outcome.label`: `success`, `failure.server`, `credential.refused`, …
  package var outcome: String
  package var milliseconds: Int64
  /// What happened, for people: "503 in 40 ms".
  package var words: String?
  /// What the provider's Retry-After asked for.
  package var retryAfterMilliseconds: Int64?

  package init(
    outcome: String, milliseconds: Int64, words: String? = nil,
    retryAfterMilliseconds: Int64? = nil
  ) {
    self.outcome = outcome
    self.milliseconds = milliseconds
    self.words = words
    self.retryAfterMilliseconds = retryAfterMilliseconds
  }
}
