import FuseboxCore

/// A named API call: how it is asked, and what its answer means. Pure; the agent sends it.
package struct Operation: Sendable {
  /// Stable name in the provider's own words: `balance.retrieve`.
  package let name: String
  package let signal: Signal
  /// nil when the context lacks what the call needs (a credential, an address).
  package let request: @Sendable (CallContext) -> HTTPRequest?
  package let read: @Sendable (HTTPAnswer, CallContext) -> OperationResult

  package init(
    name: String, signal: Signal, request: @escaping @Sendable (CallContext) -> HTTPRequest?,
    read: @escaping @Sendable (HTTPAnswer, CallContext) -> OperationResult
  ) {
    self.name = name
    self.signal = signal
    self.request = request
    self.read = read
  }
}

/// What a call knows of its surroundings.
package struct CallContext: Sendable {
  package var provider: ProviderID
  /// Base address without a trailing slash: the provider's own or a mock's.
  package var base: String
  /// By `CredentialField.key`.
  package var credentials: [String: Secret]
  /// By `MeterDescription.id`.
  package var limits: [String: LimitSetting]
  package var now: WallTime
  /// For the whole call.
  package var deadline: Duration

  package init(
    provider: ProviderID, base: String, credentials: [String: Secret] = [:],
    limits: [String: LimitSetting] = [:], now: WallTime, deadline: Duration = .seconds(3)
  ) {
    self.provider = provider
    self.base = base
    self.credentials = credentials
    self.limits = limits
    self.now = now
    self.deadline = deadline
  }

  /// A GET with a bearer token that may go nowhere but to `base`; nil without that token.
  func get(_ path: String, bearer key: String, headers: [HTTPField]) -> HTTPRequest? {
    guard let token = credentials[key], let origin = Origin(base) else { return nil }
    let credential = BoundCredential(
      origin: origin, header: "Authorization", value: Secret("Bearer \(token.reveal())"))
    return HTTPRequest(
      url: base + path, headers: headers, credential: credential, deadline: deadline)
  }

  /// Words for a row from text that a provider controls: terminal-safe, no secret of this call in
  /// them, at most 60 cells.
  func words(_ text: String) -> String {
    TerminalSafe(text, hiding: credentials.values, cap: 60).text
  }
}

/// What one answer came to.
package struct OperationResult: Sendable {
  package var outcome: Outcome
  /// Whose fault or what to do, ≤ 60 cells, terminal-safe, without secrets; empty on success.
  package var reason: String
  package var meters: [MeterReading]
  /// How long the provider asks us to wait.
  package var retryAfter: Duration?
  /// Worth knowing although nothing is wrong: "a test key".
  package var notes: [String]
  /// The next page of a list: the meters come with the last one.
  package var followUp: Operation?

  package init(
    outcome: Outcome, reason: String = "", meters: [MeterReading] = [],
    retryAfter: Duration? = nil, notes: [String] = [], followUp: Operation? = nil
  ) {
    self.outcome = outcome
    self.reason = reason
    self.meters = meters
    self.retryAfter = retryAfter
    self.notes = notes
    self.followUp = followUp
  }
}
