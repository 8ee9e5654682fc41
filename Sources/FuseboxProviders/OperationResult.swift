import FuseboxCore

/// What an operation came to.
package struct OperationResult: Sendable {
  package var outcome: Outcome
  /// Whose fault or what to do, ≤ 60 cells, terminal-safe, without secrets; empty on success.
  package var reason: String
  package var meters: [MeterReading]
  package var limiters: [LimiterReading]
  /// How long the provider asks us to wait.
  package var retryAfter: Duration?
  /// Worth knowing although nothing is wrong: "a test key".
  package var notes: [String]
  /// What an operation that mints tokens minted.
  package var token: MintedToken?

  package init(
    outcome: Outcome, reason: String = "", meters: [MeterReading] = [],
    limiters: [LimiterReading] = [], retryAfter: Duration? = nil, notes: [String] = [],
    token: MintedToken? = nil
  ) {
    self.outcome = outcome
    self.reason = reason
    self.meters = meters
    self.limiters = limiters
    self.retryAfter = retryAfter
    self.notes = notes
    self.token = token
  }

  /// No complete answer came.
  package init(_ failure: TransportFailure) {
    let (outcome, words) = Classify.outcome(of: failure)
    self.init(outcome: outcome, reason: words)
  }

  /// Nothing was asked, or we ended it before it was through.
  static let unfinished = OperationResult(
    outcome: .wiring, reason: "took us too long, given up")
}
