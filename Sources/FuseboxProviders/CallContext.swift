import FuseboxCore

/// What a call knows of its surroundings.
package struct CallContext: Sendable {
  package var provider: ProviderID
  /// Base address without a trailing slash: the provider's own or a mock's.
  package var base: String
  /// By `CredentialField.key`; a minted token joins them under a key of its own.
  package var credentials: [String: Secret]
  /// By `MeterDescription.id`.
  package var limits: [String: LimitSetting]
  package var now: WallTime
  /// For each step.
  package var deadline: Duration
  /// Of a provider that is a Redis.
  package var redis: RedisTarget?
  package var limiters: [LimiterSetting]

  package init(
    provider: ProviderID, base: String, credentials: [String: Secret] = [:],
    limits: [String: LimitSetting] = [:], now: WallTime, deadline: Duration = .seconds(3),
    redis: RedisTarget? = nil, limiters: [LimiterSetting] = []
  ) {
    self.provider = provider
    self.base = base
    self.credentials = credentials
    self.limits = limits
    self.now = now
    self.deadline = deadline
    self.redis = redis
    self.limiters = limiters
  }

  /// A GET with a bearer token that may go nowhere but to `base`; nil without that token.
  package func get(_ path: String, bearer key: String, headers: [HTTPField] = []) -> HTTPRequest? {
    guard let token = credentials[key] else { return nil }
    return request("GET", path, headers: headers) { origin in
      [
        BoundCredential(
          origin: origin, header: "Authorization", value: Secret("Bearer \(token.reveal())"))
      ]
    }
  }

  /// A call with a credential in each of these header fields; they may go nowhere but to `base`.
  /// - Parameter secrets: header name and key of the credential; nil when one of them is missing.
  package func call(
    _ path: String, method: String = "GET", secrets: [(header: String, key: String)],
    headers: [HTTPField] = [], body: [UInt8] = []
  ) -> HTTPRequest? {
    let found = secrets.compactMap { secret in
      credentials[secret.key].map { (secret.header, $0) }
    }
    guard found.count == secrets.count else { return nil }
    return request(method, path, headers: headers, body: body) { origin in
      found.map { BoundCredential(origin: origin, header: $0, value: $1) }
    }
  }

  private func request(
    _ method: String, _ path: String, headers: [HTTPField], body: [UInt8] = [],
    credentials: (Origin) -> [BoundCredential]
  ) -> HTTPRequest? {
    guard let origin = Origin(base) else { return nil }
    return HTTPRequest(
      method: method, url: base + path, headers: headers, body: body,
      credentials: credentials(origin), deadline: deadline)
  }

  /// Words for a row from text that a provider controls: terminal-safe, no secret of this call in
  /// them, at most 60 cells.
  package func words(_ text: String) -> String {
    TerminalSafe(text, hiding: credentials.values, cap: 60).text
  }
}
