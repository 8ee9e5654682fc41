/// A request over HTTP, ready to be sent. Credentials are kept apart from the headers so that the
/// transport can refuse to send one anywhere but to the origin it is bound to.
package struct HTTPRequest: Sendable {
  package var method: String
  /// Absolute, http or https.
  package var url: String
  package var headers: [HTTPField]
  package var body: [UInt8]
  package var credentials: [BoundCredential]
  /// For the whole call; the transport never waits longer.
  package var deadline: Duration
  /// More bytes than this end the call with `tooLarge`.
  package var bodyCap: Int
  /// Ask only for news: from the answer before.
  package var validators: Validators?
  /// Status pages may redirect; a request with a credential never follows.
  package var followsRedirects: Bool

  package init(
    method: String = "GET", url: String, headers: [HTTPField] = [], body: [UInt8] = [],
    credentials: [BoundCredential] = [], deadline: Duration = .seconds(3),
    bodyCap: Int = 1 << 20, validators: Validators? = nil, followsRedirects: Bool = false
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.credentials = credentials
    self.deadline = deadline
    self.bodyCap = bodyCap
    self.validators = validators
    self.followsRedirects = followsRedirects
  }
}

/// One header field. Names are compared without case.
package struct HTTPField: Sendable, Equatable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// A secret header and the one origin it may be sent to.
package struct BoundCredential: Sendable {
  /// `https://api.github.com` or `http://127.0.0.1:8080`: scheme, host and port, no path.
  package var origin: Origin
  /// Header name: `Authorization`.
  package var header: String
  /// The header's whole value: `Bearer …`.
  package var value: Secret

  package init(origin: Origin, header: String, value: Secret) {
    self.origin = origin
    self.header = header
    self.value = value
  }
}

/// What makes a conditional GET: ETag and Last-Modified of the answer before.
package struct Validators: Sendable, Equatable {
  package var etag: String?
  package var lastModified: String?

  package init(etag: String?, lastModified: String?) {
    self.etag = etag
    self.lastModified = lastModified
  }
}

/// A complete answer.
package struct HTTPAnswer: Sendable {
  package var status: Int
  package var headers: [HTTPField]
  package var body: [UInt8]
  package var timings: Timings
  package var reach: Reach
  /// The connection was there already.
  package var reusedConnection: Bool

  package init(
    status: Int, headers: [HTTPField] = [], body: [UInt8] = [], timings: Timings = Timings(),
    reach: Reach, reusedConnection: Bool = false
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.timings = timings
    self.reach = reach
    self.reusedConnection = reusedConnection
  }

  /// First value of a field, name without case.
  package func field(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }
}

/// Why no complete answer came.
package struct TransportFailure: Error, Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    /// The name could not be looked up.
    case lookup
    case connect
    case tls
    /// The deadline passed before an answer was complete.
    case deadline
    /// The connection ended before the answer did.
    case cut
    case tooLarge = "too_large"
    case cancelled
    /// The address cannot be asked, or the credential is bound to another origin.
    case refusedHere = "refused_here"
    /// What came is not HTTP.
    case garbage
    /// What came is not the Redis protocol.
    case notRedis = "not_redis"
    /// The owner thread has been stopped.
    case stopped
  }

  package var kind: Kind
  /// What the library said, terminal-safe, secrets redacted: for the detail, not the row.
  package var detail: String
  package var timings: Timings
  package var reach: Reach

  package init(kind: Kind, detail: String, timings: Timings = Timings(), reach: Reach) {
    self.kind = kind
    self.detail = detail
    self.timings = timings
    self.reach = reach
  }
}

/// Outbound HTTP. Cancelling the calling task ends the transfer at once and throws `cancelled`.
package protocol Transport: Sendable {
  func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPAnswer
  /// The body in chunks as they come, for answers that never end (server-sent events). The
  /// deadline covers only the time to the head; `chunk` is called in order, on no particular
  /// thread, and the call returns when the server closes.
  func stream(
    _ request: HTTPRequest, chunk: @escaping @Sendable ([UInt8]) -> Void
  ) async throws(TransportFailure) -> HTTPAnswer
}
