import FuseboxCore

/// Why an agent gave no answer on which a call could be guarded.
package enum AdmitFailure: Error, Sendable, Equatable {
  /// Nobody answered in time.
  case noAgent
  /// It cannot be asked from here: why.
  case notAsked(String)
  case noBreaker(ProviderID)
  /// What it answered cannot be read: the agent's version, nil where it does not say, and ours.
  case unreadable(agent: String?, own: String)

  /// What a person reads, without an end.
  package var words: String {
    switch self {
    case .noAgent: "no agent answers"
    case .notAsked(let why): "the agent cannot be asked: \(why)"
    case .noBreaker(let provider): "\(provider) has no breaker here"
    case .unreadable(let agent, let own):
      "the agent is \(agent ?? "of another version"), this is \(own): its answer cannot be read"
    }
  }
}
